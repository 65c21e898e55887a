# diverges: D004
async def f():
    return 1

print("never")
# expect-error: N3001 at 2:1
