"""The only threads and processes of the window: they drive the engine and the trainer (QtCore only)."""
