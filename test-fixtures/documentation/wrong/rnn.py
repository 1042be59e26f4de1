import torch
from torch import nn


class Cell(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(hidden, inputs + hidden))

    def forward(self, x, h):
        h = torch.tanh(torch.cat([x, h], 1) @ self.weight.T)
        return h * 2, h * 2
