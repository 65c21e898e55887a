class Watch:
    def __enter__(self):
        return self
    def __exit__(self, kind, error, traceback):
        print(kind.__name__, error, traceback.tb_lineno)
        return True

with Watch():
    x = 1
    raise ValueError("watched")
# expect: ValueError watched 10
