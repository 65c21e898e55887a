from contextlib import ExitStack, closing, redirect_stdout, suppress
import io

with ExitStack() as stack:
    for name in "ab":
        stack.callback(print, "close", name)
    print("body")
# expect: body
# expect: close b
# expect: close a
out = io.StringIO()
with redirect_stdout(out), suppress(ZeroDivisionError):
    print("captured")
    1 / len("")
print(repr(out.getvalue()))  # expect: 'captured\n'
