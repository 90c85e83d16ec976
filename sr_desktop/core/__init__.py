"""The numerics and files of SR Desktop: no Qt, no trainer."""
