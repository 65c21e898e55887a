def run(program, stack=None):
    stack = stack or []
    for line in program:
        match line.split():
            case ["push", n]:
                stack.append(int(n))
            case ["add" | "mul" | "sub" as op]:
                b, a = stack.pop(), stack.pop()
                stack.append({"add": a + b, "mul": a * b, "sub": a - b}[op])
            case ["dup"]:
                stack.append(stack[-1])
            case other:
                raise ValueError(f"unknown {other}")
    return stack

print(run(["push 2", "push 3", "add", "dup", "mul"]))  # expect: [25]
try:
    run(["jump 1"])
except ValueError as error:
    print(error)
# expect: unknown ['jump', '1']
