# Not certain: the branch may not be taken, the name may come, the error is caught.
import random

if random.random() > 2:
    print(undefined_name)

def later():
    return defined_in_another_cell

try:
    print(also_undefined)
except NameError as error:
    print(error)
# expect: name 'also_undefined' is not defined
