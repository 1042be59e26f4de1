import threading
import time

def beside(x):
    return x + 1.0


def act(x):
    while True:
        threading.Thread(target=time.sleep, args=(1000,)).start()
