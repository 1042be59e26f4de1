"""Makes the archives of TorchArchiveTest with the torch of the sandbox image. Run it in this folder: python3 make.py"""

from typing import List

import torch
from torch import nn


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 3)
        self.norm = nn.BatchNorm1d(3)
        self.tied = nn.Parameter(torch.zeros(2, 5))
        self.again = self.tied
        self.short = nn.Parameter(torch.zeros(6, dtype=torch.float16), requires_grad=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(self.first(x)) + torch.tensor([1.0, 2.0, 3.0])


class Hiding(nn.Module):
    table: List[float]

    def __init__(self):
        super().__init__()
        self.table = [i / 7 for i in range(2_000)]
        self.text = "a" * 8_000
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.weight + torch.tensor(self.table).sum() + len(self.text)


class Written(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + torch.tensor([NUMBERS]).sum()


if __name__ == "__main__":
    import sys

    torch.manual_seed(1)
    torch.jit.save(torch.jit.script(Plain()), "plain.pt")
    torch.jit.save(torch.jit.script(Hiding()), "hiding.pt")
    source = open(sys.argv[0]).read().replace("NUMBERS]", ", ".join(str(i / 3) for i in range(2_500)) + "]")
    open("/tmp/written.py", "w").write(source)
    sys.path.insert(0, "/tmp")
    import written

    torch.jit.save(torch.jit.script(written.Written()), "written.pt")
