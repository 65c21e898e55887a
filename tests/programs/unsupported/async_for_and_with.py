# diverges: D004
async def f(items):
    async with items as stream:
        async for item in stream:
            print(item)
# expect-error: N3001 at 2:1
