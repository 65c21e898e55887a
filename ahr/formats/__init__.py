"""Files: models in and out. Nothing that is read is ever executed or unpickled."""
