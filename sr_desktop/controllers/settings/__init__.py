"""The Settings page, and what is chosen there."""
