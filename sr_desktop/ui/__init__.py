"""Widgets: they draw what they are given and tell what the user did; nothing else."""
