def run(action):
    log = []
    try:
        log.append("try")
        action()
    except ValueError as error:
        log.append(f"except {error}")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log

print(run(lambda: None))  # expect: ['try', 'else', 'finally']
print(run(lambda: int("x")))
# expect: ['try', "except invalid literal for int() with base 10: 'x'", 'finally']
