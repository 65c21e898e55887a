x = 1

def change():
    global x, created
    x = 2
    created = "by change"

change()
print(x, created)  # expect: 2 by change
