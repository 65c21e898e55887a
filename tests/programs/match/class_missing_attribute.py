class Bag:
    pass

bag = Bag()
bag.size = 3
for x in (bag, Bag()):
    match x:
        case Bag(size=n):
            print("size", n)
        case Bag():
            print("no size")
# expect: size 3
# expect: no size
