"""Fibonacci numbers by plain recursion; C: ../c/fib.c."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def inputs(rng, n):
    return (n,)
