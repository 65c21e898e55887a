import sys

if sys.version_info >= (3, 0):
    def text(x):
        return str(x)
else:
    def text(x):
        return unicode(x)

print(text(12) + "!")  # expect: 12!
