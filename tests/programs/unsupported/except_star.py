# diverges: D004
try:
    raise ExceptionGroup("several", [ValueError(1)])
except* ValueError as group:
    print("handled", group.exceptions)
# expect-error: N3001 at 2:1
