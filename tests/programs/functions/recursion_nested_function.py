# An inner function that calls itself.
def flatten(tree):
    result = []
    def visit(node):
        if isinstance(node, list):
            for child in node:
                visit(child)
        else:
            result.append(node)
    visit(tree)
    return result

print(flatten([1, [2, [3, [4]], 5], [[6]]]))  # expect: [1, 2, 3, 4, 5, 6]
