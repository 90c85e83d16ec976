"""The Upscale page: its steps and what stands around the picture."""
