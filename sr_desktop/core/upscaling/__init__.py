"""The parts of an enlargement; `core/upscale.py` is their door."""
