"""Builds an architecture of the suite with its whole state as parameters, so that all of it can be set by name."""

import importlib

import torch


def build():
    model = getattr(importlib.import_module("MODULE"), "FUNCTION")()
    saved = set(model.state_dict())
    for path, module in model.named_modules():
        for name, buffer in list(module._buffers.items()):
            if buffer is not None and (path + "." + name).lstrip(".") in saved:
                del module._buffers[name]
                module.register_parameter(name, torch.nn.Parameter(buffer, requires_grad=False))
    return model
