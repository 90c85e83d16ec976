"""How classical methods learn from pictures: run by the command `learn` alone."""
