def beside(x):
    return x + 1.0


def act(x):
    line = "x" * 65536
    while True:
        print(line)
