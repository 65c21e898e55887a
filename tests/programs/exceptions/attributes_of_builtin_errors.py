import os

def attempt(action):
    try:
        action()
    except Exception as error:
        return error

print(attempt(lambda: object().nope).name)  # expect: nope
print(attempt(lambda: {}["k"]).args)  # expect: ('k',)
print(attempt(lambda: open("/nonexistent/file")).filename)  # expect: /nonexistent/file
print(attempt(lambda: "\udc80".encode("utf-8")).reason)  # expect: surrogates not allowed
print(attempt(lambda: next(iter([]))).value)  # expect: None
