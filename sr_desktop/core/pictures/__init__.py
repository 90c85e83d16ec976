"""Pictures as files and in memory: what they hold, how they are read, and written so that nothing is lost."""
