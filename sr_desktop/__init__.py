"""SR Desktop: upscale pictures, train super-resolution networks, measure them."""

__version__ = "0.1.0"
