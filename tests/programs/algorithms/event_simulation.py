import heapq

def simulate(arrivals, service):
    events = [(t, "arrive") for t in arrivals]
    heapq.heapify(events)
    waiting, busy, log = 0, False, []
    while events:
        now, kind = heapq.heappop(events)
        if kind == "arrive":
            waiting += 1
        else:
            busy = False
        if waiting and not busy:
            waiting -= 1
            busy = True
            heapq.heappush(events, (now + service, "done"))
        log.append((now, kind, waiting))
    return log

for entry in simulate([0, 1, 2], 1.5):
    print(*entry)
# expect: 0 arrive 0
# expect: 1 arrive 1
# expect: 1.5 done 0
# expect: 2 arrive 1
# expect: 3.0 done 0
# expect: 4.5 done 0
