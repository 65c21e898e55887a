"""Real networks as model functions, with the weights that Python packages ship."""
