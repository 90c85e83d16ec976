"""How classical methods learn from pictures: run by the command `learn` alone; scikit-learn is imported in here only."""
