import ctypes

def beside(x):
    return x + 1.0


def act(x):
    ctypes.string_at(0)
