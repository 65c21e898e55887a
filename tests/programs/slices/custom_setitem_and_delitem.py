class Log:
    def __setitem__(self, key, value):
        print("set", key, value)
    def __delitem__(self, key):
        print("del", key)
    def __getitem__(self, key):
        return [1]

log = Log()
log[1:2] = "x"  # expect: set slice(1, 2, None) x
log[::, 3] = 0  # expect: set (slice(None, None, None), 3) 0
del log[2:]  # expect: del slice(2, None, None)
log[1:] += [2]  # expect: set slice(1, None, None) [1, 2]
