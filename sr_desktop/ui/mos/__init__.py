"""Opinion tests: setting one up, rating full screen, results."""
