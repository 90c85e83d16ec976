"""Training jobs before anything runs: options, files, drafts of the form. No torch."""
