"""What the examples of docs/suites.md ask for in model.py."""

from collections import OrderedDict
from typing import Optional, Tuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional


def relu(x):
    return np.maximum(x, 0)


class Convolution(nn.Module):
    def __init__(self, channels, filters, kernel):
        super().__init__()
        self.kernel = kernel
        self.weight = nn.Parameter(torch.randn(filters, channels, kernel, kernel) * 0.2)
        self.bias = nn.Parameter(torch.zeros(filters))

    def forward(self, x):
        height, width = x.shape[2] - self.kernel + 1, x.shape[3] - self.kernel + 1
        columns = functional.unfold(x, self.kernel)
        rows = self.weight.reshape(self.weight.shape[0], -1)
        return (rows @ columns + self.bias.reshape(1, -1, 1)).reshape(x.shape[0], -1, height, width)


def embed(indices, table, options):
    return table[indices], (indices, table.shape, options["padding"])


def softmax(x, axis=-1):
    x = np.asarray(x, dtype=float)
    exponentials = np.exp(x - x.max(axis=axis, keepdims=True))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


class DeepSet(nn.Module):
    def __init__(self, size, hidden, dropout=0.5):
        super().__init__()
        self.each = nn.Sequential(nn.Linear(size, hidden), nn.ReLU(), nn.Dropout(dropout))
        self.all = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.all(self.each(x).sum(1))


def attention(x, mask):
    scores = x @ x.transpose(1, 2) / x.shape[2] ** 0.5
    weights = torch.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)
    return weights @ x, weights


def linear_forward(x, w):
    return x @ w, (x, w)


def linear_backward(upstream, cache):
    x, w = cache
    return upstream @ w.T, x.T @ upstream


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return upstream * (s + x * s * (1 - s))


def forward_propagation(x, parameters):
    a = 1 / (1 + np.exp(-parameters["W1"] @ x))
    return a, {"A": a}


def compute_cost(a, y):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


def backward_propagation(x, y, cache):
    return {"dW1": (cache["A"] - y) @ x.T / x.shape[1]}


def build_model():
    return nn.Sequential(
        OrderedDict(conv1=Convolution(1, 6, 5), relu=nn.ReLU(), flat=nn.Flatten(), out=nn.Linear(96, 10))
    )


def build_counter():
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1))


class OwnLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))

    def forward(self, x, labels: Optional[torch.Tensor] = None) -> Tuple[torch.Tensor, torch.Tensor]:
        logits = self.net(x)
        loss = torch.zeros(())
        if labels is not None:
            loss = functional.cross_entropy(logits, labels)
        return torch.softmax(logits, 1), loss


def build_own_loss():
    return OwnLoss()


class AnyPython(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"first": nn.Linear(64, 32), "second": nn.Linear(32, 10)})

    def forward(self, x, **options):
        x = x.flatten(1)
        for name in sorted(self.layers):
            x = {"first": torch.relu}.get(name, lambda y: y)(self.layers[name](x))
        return x


def build_unscriptable():
    return AnyPython()
