def order(needs):
    done, out, active = set(), [], set()
    def visit(task):
        if task in done:
            return
        if task in active:
            raise ValueError(f"cycle at {task}")
        active.add(task)
        for other in sorted(needs.get(task, ())):
            visit(other)
        active.discard(task)
        done.add(task)
        out.append(task)
    for task in sorted(needs):
        visit(task)
    return out

print(order({"cake": {"mix", "oven"}, "mix": {"eggs"}, "oven": set()}))
# expect: ['eggs', 'mix', 'oven', 'cake']
try:
    order({"a": {"b"}, "b": {"a"}})
except ValueError as error:
    print(error)
# expect: cycle at a
