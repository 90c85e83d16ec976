"""Trainings of one job with lists of values, side by side; the ready ones are the TOML files here."""
