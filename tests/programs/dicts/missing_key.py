prices = {"tea": 2, "coffee": 3}

def total(order):
    return sum(prices[item] for item in order)

for order in (["tea", "tea"], ["tea", "juice"]):
    print(total(order))
# expect: 4
# expect-error: N5004 at 4:16 KeyError: 'juice'
