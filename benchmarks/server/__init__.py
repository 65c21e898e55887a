"""The server extension beside bare tornado on the same server: see table.py."""
