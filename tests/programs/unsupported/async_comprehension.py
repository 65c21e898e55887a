# diverges: D004
def outer():
    async def inner(source):
        return [x async for x in source]
    return inner
# expect-error: N3001 at 3:5
