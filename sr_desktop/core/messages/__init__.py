"""What processes tell each other, and how it becomes lines (standard library only). `core/protocol.py` lists it all."""
