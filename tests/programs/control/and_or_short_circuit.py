def say(name, value):
    print(name, end=" ")
    return value

print(say("a", 0) and say("b", 1) or say("c", 2))  # expect: a c 2
print(say("a", 1) and (say("b", 0) or say("c", 3)))  # expect: a b c 3
print(not (say("a", 0) or say("b", 0)))  # expect: a b True
