log = []
for i in range(4):
    try:
        if i % 2:
            continue
        log.append(i)
    finally:
        log.append("f")
else:
    log.append("else")
print(log)  # expect: [0, 'f', 'f', 2, 'f', 'f', 'else']
