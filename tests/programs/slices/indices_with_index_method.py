class Two:
    def __index__(self):
        return 2

s = "abcdef"
print(s[Two()], s[Two():], s[:Two()], s[::Two()], [10, 20, 30][Two()])
# expect: c cdef ab ace 30
