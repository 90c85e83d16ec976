"""Models: weights and their descriptions, where they are found, and what is known of them."""
