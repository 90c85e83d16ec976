"""The Benchmark page and its opinion tests."""
