def f(n):
    try:
        try:
            if n == 0:
                raise KeyError("inner")
            if n == 1:
                raise ValueError("outer")
            return "none"
        except KeyError as error:
            return f"inner caught {error}"
    except ValueError as error:
        return f"outer caught {error}"

print([f(n) for n in range(3)])  # expect: ["inner caught 'inner'", 'outer caught outer', 'none']
