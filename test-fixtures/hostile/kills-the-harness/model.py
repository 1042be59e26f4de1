import os
import signal

def beside(x):
    return x + 1.0


def act(x):
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
