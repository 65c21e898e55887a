def escapes(c, limit=30):
    z = 0j
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit

for y in range(-4, 5, 2):
    print("".join(" .:-=+*#%@"[min(escapes(complex(x / 8, y / 4)) // 3, 9)] for x in range(-16, 6)))
# expect:      .........:=@...
# expect:  .........:=@@@@@@@-..
# expect: @@@@@@@@@@@@@@@@@@@:..
# expect:  .........:=@@@@@@@-..
# expect:      .........:=@...
