import bisect
import heapq

heap = []
for n in (5, 1, 4):
    heapq.heappush(heap, (n, f"task {n}"))
print(heapq.heappop(heap), heapq.nsmallest(2, [3, 1, 2]), list(heapq.merge([1, 4], [2, 3])))
# expect: (1, 'task 1') [1, 2] [1, 2, 3, 4]
scores = [60, 70, 80]
print(bisect.bisect(scores, 70), bisect.bisect_left(scores, 70))  # expect: 2 1
print("FDCA"[bisect.bisect(scores, 85)])  # expect: A
bisect.insort(scores, 75)
print(scores)  # expect: [60, 70, 75, 80]
