error = ValueError("base")
error.add_note("first note")
error.add_note("second note")
try:
    raise error.with_traceback(None)
except ValueError as caught:
    print(caught is error, caught.__notes__)
# expect: True ['first note', 'second note']
