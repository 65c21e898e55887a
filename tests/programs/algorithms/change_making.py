def ways(amount, coins=(1, 2, 5, 10)):
    table = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            table[total] += table[total - coin]
    return table[amount]

print(ways(5), ways(10), ways(100))  # expect: 4 11 2156
