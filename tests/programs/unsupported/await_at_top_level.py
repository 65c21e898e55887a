# diverges: D004
# A notebook of IPython takes this; Noodle answers with an error.
import asyncio
await asyncio.sleep(0)
# expect-error: N3001 at 4:1
