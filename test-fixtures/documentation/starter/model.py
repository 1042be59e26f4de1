def relu(x):
    raise NotImplementedError
