größe = 3
π = 3.14
数 = [größe, π]
print(数, größe * π)  # expect: [3, 3.14] 9.42
def naïve(é):
    return é + 1
print(naïve(é=1))  # expect: 2
