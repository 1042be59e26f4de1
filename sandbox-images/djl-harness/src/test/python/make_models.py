"""Exports the models of the tests and prints what torch itself computes with them.

Run with torch 1.13, and from a path that may be read in the exported files, which keep it:
    docker run --rm --user "$(id -u)" -v "$PWD/src/test:/course" grader-sandbox/python-torch python3 /course/python/make_models.py
Writes src/test/resources/models/*.pt and src/test/resources/torch-numbers.json.
"""

import json
import math
import pathlib

import torch
from torch import nn

RESOURCES = pathlib.Path(__file__).resolve().parent.parent / "resources"
torch.set_num_threads(1)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.second = nn.Linear(8, 3)

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))


class Normed(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.norm = nn.BatchNorm1d(8)
        self.second = nn.Linear(8, 3)

    def forward(self, x):
        return self.second(torch.relu(self.norm(self.first(x))))


class Dropping(nn.Module):
    """Its loss tells whether anything was dropped: nothing dropped means an output of exactly x * scale."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.drop(x * self.scale)


class PartlyUsed(nn.Module):
    def __init__(self):
        super().__init__()
        self.used = nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
        self.detached = nn.Parameter(torch.tensor([4.0, 5.0, 6.0]))
        self.unused = nn.Parameter(torch.tensor([7.0]))
        self.zeroed = nn.Parameter(torch.tensor([8.0, 8.0, 8.0]))

    def forward(self, x):
        return x * self.used + self.detached.detach() + self.zeroed * 0.0


class Frozen(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.second = nn.Linear(8, 3)
        for parameter in self.first.parameters():
            parameter.requires_grad_(False)

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4, bias=False)
        self.second = nn.Linear(4, 4, bias=False)
        self.second.weight = self.first.weight

    def forward(self, x):
        return self.second(torch.tanh(self.first(x)))[:, :3]


class Dead(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        return torch.relu(x @ self.weight - 1000.0)


class Softmax(nn.Module):
    """The gradients of its only parameter add up to zero over the classes."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        return x[:, :2] * 0.0 + self.bias


class NoGradient(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        return x @ self.weight.detach()


class Sequence(nn.Module):
    """One distribution over 3 classes for each of 2 positions."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(inputs(3, 2))

    def forward(self, x):
        return torch.einsum("ci,nit->nct", self.weight, x.reshape(-1, 2, 2))


class Product(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(2, 3))

    def forward(self, x, y):
        return (x @ self.weight) * y


class Raising(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(5, 3))

    def forward(self, x):
        y = x * 2.0
        return y @ self.weight


class Mutating(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        y = x @ self.weight
        x.zero_()
        return y


class Negative(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        return torch.log(-torch.abs(x @ self.weight) - 1.0)


class Endless(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        y = x @ self.weight
        while bool((y == y).any()):
            y = y + 0.0
        return y


class Transposed(nn.Module):
    def forward(self, x):
        return x.t().contiguous().t()


class Pair(nn.Module):
    def forward(self, x):
        return x, x


class Printing(nn.Module):
    def forward(self, x):
        print('{"frame":"done"}')
        return x


class Huge(nn.Module):
    def forward(self, x):
        return x + torch.zeros([1000000000000]).sum()


class Half(nn.Module):
    def forward(self, x):
        return x.half()


class Summed(nn.Module):
    def forward(self, x):
        return x.sum(0)


class Normal(nn.Module):
    """Draws from torch's generator, so its predictions show the seed."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 3))

    def forward(self, x):
        return x @ self.weight + torch.randn(x.shape[0], 3)


# Here, so that the lines above, which the exported files keep, stay where they are.
import typing  # noqa: E402


class OwnLoss(nn.Module):
    """Computes its own loss: a scalar in training mode, predictions in evaluation mode."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(inputs(4, 3))

    def forward(self, x):
        y = x @ self.weight
        if self.training:
            return (y * y).mean() + y.sum(1).mean()
        return y


class TwoOutputs(nn.Module):
    """Predictions and a loss, in both modes; the loss can take labels."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(inputs(4, 3))

    def forward(self, x, target: typing.Optional[torch.Tensor] = None):
        y = x @ self.weight
        loss = (y * y).mean()
        if target is not None:
            loss = ((y - target) ** 2).mean()
        return y, loss


class Words(nn.Module):
    """One distribution over 3 classes for each of 2 positions, classes last."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(inputs(3, 2))

    def forward(self, x):
        return torch.einsum("ci,nit->ntc", self.weight, x.reshape(-1, 2, 2))


class Logarithms(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x):
        return torch.log_softmax(self.layer(x), dim=1)


class Embedded(nn.Module):
    """Takes whole numbers: floating-point ones are no index."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 4)
        self.out = nn.Linear(4, 3)

    def forward(self, x):
        return self.out(torch.tanh(self.table(x)).sum(1))


class Nothing(nn.Module):
    """As a forgotten return has it."""

    def forward(self, x):
        x.sum()


class Number(nn.Module):
    def forward(self, x) -> float:
        return float(x.sum())


class Nested(nn.Module):
    def forward(self, x):
        return {"a": {"b": x}}


MODELS = {
    "embedded": Embedded,
    "nothing": Nothing,
    "number": Number,
    "nested": Nested,
    "own-loss": OwnLoss,
    "two-outputs": TwoOutputs,
    "words": Words,
    "logarithms": Logarithms,
    "mlp": Mlp,
    "normed": Normed,
    "dropping": Dropping,
    "partly-used": PartlyUsed,
    "frozen": Frozen,
    "tied": Tied,
    "dead": Dead,
    "softmax": Softmax,
    "no-gradient": NoGradient,
    "sequence": Sequence,
    "product": Product,
    "raising": Raising,
    "mutating": Mutating,
    "negative": Negative,
    "endless": Endless,
    "transposed": Transposed,
    "pair": Pair,
    "printing": Printing,
    "huge": Huge,
    "half": Half,
    "summed": Summed,
    "normal": Normal,
}


def inputs(rows, columns):
    """The same numbers as TestData.inputs."""
    values = [math.sin(1.7 * i + 0.3) for i in range(rows * columns)]
    return torch.tensor(values, dtype=torch.float64).float().reshape(rows, columns)


def tokens(rows, columns):
    """The same numbers as TestData.labels, a row of them for each example."""
    return labels(rows * columns, 5).reshape(rows, columns)


def labels(rows, classes):
    return torch.tensor([(7 * i + i // 3) % classes for i in range(rows)])


def build(name):
    torch.manual_seed(20)
    return MODELS[name]()


def train(name, optimizer, epochs, loss=None, clip=0.0, target=None, schedule=None, clip_value=0.0, measure_module=None, x=None):
    """Full batches, so that the order of rows is of no matter."""
    module = build(name)
    x = inputs(24, 4) if x is None else x
    y = labels(24, 3) if target is None else target
    measure = loss or nn.CrossEntropyLoss()
    stepper = optimizer(module.parameters())
    scheduler = schedule(stepper) if schedule else None
    module.train()
    losses = []
    for _ in range(epochs):
        stepper.zero_grad()
        value = measure_module(module, x, y) if measure_module else measure(module(x), y)
        value.backward()
        if clip:
            torch.nn.utils.clip_grad_norm_(module.parameters(), clip)
        if clip_value:
            torch.nn.utils.clip_grad_value_(module.parameters(), clip_value)
        stepper.step()
        if scheduler:
            scheduler.step()
        losses.append(value.item())
    module.eval()
    with torch.no_grad():
        predictions = module(x[:6])
        if isinstance(predictions, tuple):
            predictions = predictions[0]
        predictions = predictions.flatten().tolist()
    return {"losses": losses, "predictions": predictions}


def gradients():
    module = build("product")
    with torch.no_grad():
        module.weight.copy_(inputs(2, 3))
    x = inputs(5, 2).requires_grad_()
    y = (inputs(5, 3) * 2).requires_grad_()
    output = module(x, y)
    (output * inputs(5, 3).abs()).sum().backward()
    return {
        "output": output.flatten().tolist(),
        "input.0": x.grad.flatten().tolist(),
        "input.1": y.grad.flatten().tolist(),
        "parameter.weight": module.weight.grad.flatten().tolist(),
    }


def main():
    models = RESOURCES / "models"
    models.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        torch.jit.script(build(name)).save(str(models / (name + ".pt")))
    adam, sgd = torch.optim.Adam, torch.optim.SGD
    adamw, rmsprop, adagrad = torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad
    rates = torch.optim.lr_scheduler
    words = lambda y, t: nn.functional.cross_entropy(y.reshape(-1, 3), t.reshape(-1))
    # Wide enough that both parts of the Huber loss are met.
    wide = inputs(24, 3) * 3
    numbers = {
        "torch": torch.__version__,
        "adam": train("mlp", lambda p: adam(p, lr=0.02), 30),
        # An epsilon this large shows on which side of the bias correction it is added.
        "adam-epsilon": train("mlp", lambda p: adam(p, lr=0.02, betas=(0.8, 0.95), eps=0.01), 30),
        "adam-decay": train("mlp", lambda p: adam(p, lr=0.02, weight_decay=0.05), 30),
        "sgd": train("mlp", lambda p: sgd(p, lr=0.3), 30),
        "sgd-momentum": train("mlp", lambda p: sgd(p, lr=0.1, momentum=0.9), 30),
        "sgd-nesterov": train("mlp", lambda p: sgd(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01), 30),
        "clipped": train("mlp", lambda p: sgd(p, lr=0.3), 30, clip=0.05),
        # Not Adam: the gradient of a bias before a batch norm is nothing but rounding, which Adam blows up to full steps.
        "normed": train("normed", lambda p: sgd(p, lr=0.1, momentum=0.9), 30),
        "frozen": train("frozen", lambda p: adam(p, lr=0.02), 30),
        "tied": train("tied", lambda p: adam(p, lr=0.02), 30),
        "tied-sgd": train("tied", lambda p: sgd(p, lr=0.1, momentum=0.9), 30),
        "dead-decay": train("dead", lambda p: sgd(p, lr=0.1, weight_decay=0.5), 3),
        "softmax": train("softmax", lambda p: sgd(p, lr=0.1), 3, target=labels(24, 2)),
        "sequence": train("sequence", lambda p: sgd(p, lr=0.3), 30, target=labels(48, 3).reshape(24, 2)),
        "mse": train("mlp", lambda p: sgd(p, lr=0.1), 30, loss=nn.MSELoss(), target=inputs(24, 3)),
        "adamw": train("mlp", lambda p: adamw(p, lr=0.02, weight_decay=0.3), 30),
        "rmsprop": train("mlp", lambda p: rmsprop(p, lr=0.01), 30),
        "rmsprop-centered": train(
            "mlp",
            lambda p: rmsprop(p, lr=0.005, alpha=0.9, eps=0.01, momentum=0.5, centered=True, weight_decay=0.02),
            30,
        ),
        "adagrad": train("mlp", lambda p: adagrad(p, lr=0.1), 30),
        "adagrad-decay": train(
            "mlp",
            lambda p: adagrad(p, lr=0.2, lr_decay=0.1, initial_accumulator_value=0.1, eps=0.01, weight_decay=0.02),
            30,
        ),
        "step-rate": train("mlp", lambda p: sgd(p, lr=0.3), 30, schedule=lambda o: rates.StepLR(o, 7, 0.5)),
        "multi-step-rate": train(
            "mlp", lambda p: adam(p, lr=0.02), 30, schedule=lambda o: rates.MultiStepLR(o, [4, 20], 0.3)
        ),
        "exponential-rate": train(
            "mlp", lambda p: sgd(p, lr=0.3, momentum=0.9), 30, schedule=lambda o: rates.ExponentialLR(o, 0.9)
        ),
        "cosine-rate": train(
            "mlp", lambda p: sgd(p, lr=0.3), 30, schedule=lambda o: rates.CosineAnnealingLR(o, 30, 0.01)
        ),
        "warm-up": train("mlp", lambda p: sgd(p, lr=0.3), 30, schedule=lambda o: rates.LinearLR(o, 0.1, 1.0, 12)),
        "cut": train("mlp", lambda p: sgd(p, lr=0.3), 30, clip_value=0.01),
        "bce": train("mlp", lambda p: sgd(p, lr=0.3), 30, loss=nn.BCEWithLogitsLoss(), target=(inputs(24, 3) > 0).float()),
        "mae": train("mlp", lambda p: sgd(p, lr=0.1), 30, loss=nn.L1Loss(), target=inputs(24, 3)),
        "huber": train("mlp", lambda p: sgd(p, lr=0.1), 30, loss=nn.HuberLoss(delta=0.5), target=wide),
        "nll": train("logarithms", lambda p: sgd(p, lr=0.3), 30, loss=nn.NLLLoss()),
        "words": train("words", lambda p: sgd(p, lr=0.3), 30, loss=words, target=labels(48, 3).reshape(24, 2)),
        "embedded": train("embedded", lambda p: adam(p, lr=0.02), 30, x=tokens(24, 3)),
        "own-loss": train("own-loss", lambda p: sgd(p, lr=0.05), 30, measure_module=lambda m, x, y: m(x)),
        "two-outputs": train(
            "two-outputs",
            lambda p: sgd(p, lr=0.1),
            30,
            target=inputs(24, 3),
            measure_module=lambda m, x, y: m(x, y)[1],
        ),
        "gradients": gradients(),
    }
    (RESOURCES / "torch-numbers.json").write_text(json.dumps(numbers, indent=1) + "\n")


main()
