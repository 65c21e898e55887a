attempts = 0

def flaky():
    global attempts
    attempts += 1
    if attempts < 3:
        raise ConnectionError(f"attempt {attempts}")
    return "connected"

while True:
    try:
        result = flaky()
    except ConnectionError as error:
        print(error)
    else:
        print(result)
        break
# expect: attempt 1
# expect: attempt 2
# expect: connected
