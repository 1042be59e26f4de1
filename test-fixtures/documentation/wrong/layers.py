import numpy as np


class Linear:
    def __init__(self, inputs, outputs):
        self.W = np.zeros((outputs, inputs))
        self.b = np.zeros((outputs, 1))

    def forward(self, a):
        self.a = a
        return a @ self.W.T + self.b.T

    def backward(self, upstream):
        self.dLdW = -upstream.T @ self.a
        self.dLdb = upstream.sum(axis=0, keepdims=True).T
        return upstream @ self.W


def batchnorm_forward(x, gamma, beta, settings):
    eps, momentum = settings.get("eps", 1e-5), settings.get("momentum", 0.9)
    mean, variance = x.mean(axis=0), x.var(axis=0)
    for name, value in (("running_mean", mean), ("running_var", variance)):
        settings[name] = momentum * settings.get(name, np.zeros_like(value)) + momentum * value
    deviation = np.sqrt(variance + eps)
    normed = (x - mean) / deviation
    return gamma * normed + beta, (normed, gamma, deviation)


def batchnorm_backward(upstream, cache):
    normed, gamma, deviation = cache
    d = upstream * gamma
    dx = (d - d.mean(axis=0) ) / deviation
    return dx, (upstream * normed).sum(axis=0), upstream.sum(axis=0)
