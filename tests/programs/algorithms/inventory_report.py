orders = [
    {"item": "tea", "count": 2, "price": 3.5},
    {"item": "cake", "count": 1, "price": 4.25},
    {"item": "tea", "count": 1, "price": 3.5},
]
totals = {}
for order in orders:
    count, money = totals.get(order["item"], (0, 0.0))
    totals[order["item"]] = count + order["count"], money + order["count"] * order["price"]
for item, (count, money) in sorted(totals.items()):
    print(f"{item:<6}{count:>3}{money:>8.2f}")
# expect: cake    1    4.25
# expect: tea     3   10.50
print(f"{'sum':<9}{sum(m for _, m in totals.values()):>8.2f}")  # expect: sum         14.75
