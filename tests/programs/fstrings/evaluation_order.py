def log(x):
    print(x, end=" ")
    return x

print(f"{log(1)}{log(5):{log(3)}}{log('end')!r}")  # expect: 1 5 3 end 1  5'end'
print("%s %s" % (log("a"), log("b")), "{} {}".format(log("c"), log("d")))
# expect: a b c d a b c d
