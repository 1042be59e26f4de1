def beside(x):
    return x + 1.0


def act(x):
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))
