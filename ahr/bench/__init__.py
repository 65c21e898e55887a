"""How fast networks are, and where their time goes."""
