x = "global"

def shadow():
    x = "local"
    return x

def parameter(x):
    x += "!"
    return x

print(shadow(), parameter("p"), x)  # expect: local p! global
