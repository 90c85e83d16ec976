"""The page Queue: a list of pictures as long as one likes, and what shall be done with them."""
