class Quiet(Exception):
    def __str__(self):
        return "shh"

try:
    raise Quiet("loud", 1)
except Quiet as error:
    print(error, repr(error), error.args)
# expect: shh Quiet('loud', 1) ('loud', 1)
