name = "n"
print(name + 1)
# expect-error: N2001 at 2:7 TypeError: can only concatenate str (not "int") to str
