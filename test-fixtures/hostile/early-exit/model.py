import os

def beside(x):
    return x + 1.0


def act(x):
    os._exit(0)
