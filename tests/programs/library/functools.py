from functools import cache, cmp_to_key, lru_cache, partial, reduce, wraps

@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

@lru_cache(maxsize=2)
def slow(x):
    print("computing", x)
    return x * x

print(fib(30), reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(int, base=2)("101"))
# expect: 832040 24 5
print(slow(2), slow(2), slow.cache_info().hits)
# expect: computing 2
# expect: 4 4 1
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))  # expect: [3, 2, 1]
