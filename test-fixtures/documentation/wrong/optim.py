import numpy as np


def sgd_momentum(w, dw, config):
    velocity = config["momentum"] * config.get("velocity", np.zeros_like(w)) + config["learning_rate"] * dw
    return w + velocity, {**config, "velocity": velocity}
