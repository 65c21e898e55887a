import operator
import statistics

data = [2, 4, 4, 5, 7]
print(statistics.mean(data), statistics.median(data), statistics.mode(data))  # expect: 4.4 4 4
print(round(statistics.stdev(data), 4))  # expect: 1.8166
print(operator.add(1, 2), operator.itemgetter("a", "b")({"a": 1, "b": 2}))  # expect: 3 (1, 2)
print(operator.attrgetter("real")(5))  # expect: 5
print(operator.methodcaller("upper")("x"), operator.contains([1], 1), operator.index(True))
# expect: X True 1
