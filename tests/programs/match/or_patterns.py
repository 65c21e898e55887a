def f(command):
    match command.split():
        case ["go", ("north" | "south") as way]:
            return f"going {way}"
        case ["get", item] | ["pick", "up", item]:
            return f"taking {item}"
        case ["quit" | "exit"]:
            return "bye"
        case [verb, *_]:
            return f"cannot {verb}"

for c in ("go north", "go up", "get lamp", "pick up key", "exit"):
    print(f(c))
# expect: going north
# expect: cannot go
# expect: taking lamp
# expect: taking key
# expect: bye
