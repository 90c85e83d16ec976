"""Runs of the trainer as their folders tell of them, and what the coach says of them. No torch."""
