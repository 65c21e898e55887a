for token in ["a", "skip", "b", "stop", "c"]:
    match token:
        case "skip":
            continue
        case "stop":
            break
    print(token)
else:
    print("never")
# expect: a
# expect: b
