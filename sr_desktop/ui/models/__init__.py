"""The Models page, and a model in words."""
