"""The techniques that a study may use, each a row of one table (`table.py`)."""
