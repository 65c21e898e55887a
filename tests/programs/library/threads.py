import threading
from concurrent.futures import ThreadPoolExecutor

total = 0
lock = threading.Lock()

def work(n):
    global total
    for _ in range(n):
        with lock:
            total += 1

threads = [threading.Thread(target=work, args=(100,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
with ThreadPoolExecutor(2) as pool:
    print(total, list(pool.map(lambda x: x * x, range(4))))
# expect: 400 [0, 1, 4, 9]
