"""The command line: it calls the core in its own process."""
