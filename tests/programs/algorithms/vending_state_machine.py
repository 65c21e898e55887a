transitions = {
    ("idle", "coin"): "ready",
    ("ready", "push"): "idle",
    ("ready", "coin"): "ready",
}

def machine():
    state = "idle"
    while True:
        event = yield state
        if event is None:
            return state
        state = transitions.get((state, event), state)

m = machine()
next(m)
print([m.send(e) for e in ("push", "coin", "coin", "push")])
# expect: ['idle', 'ready', 'ready', 'idle']
try:
    m.send(None)
except StopIteration as stop:
    print(stop.value)
# expect: idle
