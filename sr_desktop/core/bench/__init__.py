"""Measuring: data sets, the evaluation protocol, tables."""
