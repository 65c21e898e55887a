ages = {"ann": 31}

def age(name):
    return ages[name] + 1

print(age("ann"))  # expect: 32
for name in ["ann", "bob"]:
    print(age(name))
# expect: 32
# expect-error: N5004 at 4:12 KeyError: 'bob'
