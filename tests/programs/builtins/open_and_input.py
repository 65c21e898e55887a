import io
import sys

sys_stdin, sys.stdin = sys.stdin, io.StringIO("ann\n31\n")
try:
    name = input()
    age = int(input())
    try:
        input()
    except EOFError as error:
        print(error)
finally:
    sys.stdin = sys_stdin
# expect: EOF when reading a line
print(name, age + 1)  # expect: ann 32
