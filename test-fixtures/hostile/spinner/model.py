def beside(x):
    return x + 1.0


def act(x):
    while True:
        pass
