def subject():
    print("subject")
    return 3

def guard():
    print("guard")
    return False

match subject():
    case 1:
        print("one")
    case 3 if guard():
        print("three, guarded")
    case 3:
        print("three")
# expect: subject
# expect: guard
# expect: three
