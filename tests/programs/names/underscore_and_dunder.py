_ = "underscore"
__private = 1
print(_, __private, __name__)  # expect: underscore 1 __main__
for _ in range(2):
    pass
print(_)  # expect: 1
