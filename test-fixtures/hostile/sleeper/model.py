import signal
import time

def beside(x):
    return x + 1.0


def act(x):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1000)
