# diverges: D003
# The error in the last line is certain, so the first line does not run.
print("never printed")
print(undefined_name)
# expect-error: N2005 at 4:7
