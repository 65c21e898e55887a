class Bad:
    def __enter__(self):
        raise RuntimeError("from enter")
    def __exit__(self, *error):
        print("never called")

class Good:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        print("exit of the outer one", error[0].__name__)

try:
    with Good(), Bad():
        print("never")
except RuntimeError as error:
    print(error)
# expect: exit of the outer one RuntimeError
# expect: from enter
