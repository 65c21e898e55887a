def histogram(data, bins):
    low, high = min(data), max(data)
    counts = [0] * bins
    for x in data:
        counts[min(int((x - low) / (high - low) * bins), bins - 1)] += 1
    for i, count in enumerate(counts):
        edge = low + i * (high - low) / bins
        print(f"{edge:5.2f} {'#' * count}")

histogram([1, 2, 2.5, 3, 3.1, 3.2, 4, 5], 4)
# expect:  1.00 #
# expect:  2.00 ##
# expect:  3.00 ###
# expect:  4.00 ##
