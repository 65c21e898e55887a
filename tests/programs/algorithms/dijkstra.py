import heapq

graph = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}

def shortest(graph, start):
    distance = {start: 0}
    queue = [(0, start)]
    while queue:
        so_far, node = heapq.heappop(queue)
        if so_far > distance[node]:
            continue
        for neighbour, weight in graph[node].items():
            candidate = so_far + weight
            if candidate < distance.get(neighbour, float("inf")):
                distance[neighbour] = candidate
                heapq.heappush(queue, (candidate, neighbour))
    return distance

print(shortest(graph, "a"))  # expect: {'a': 0, 'b': 4, 'c': 3, 'd': 6}
