"""The export step: a student's model as TorchScript."""

import io
import os
import re

from grader_harness import caps
from grader_harness.child import seed_everything
from grader_harness.errors import ExportError, ResultError
from grader_harness.loading import is_class, load_target
from grader_harness.results import summary
from grader_harness.submission import current
from grader_harness.trace import trace

_GPU = re.compile(r"cuda(:\d+)?")


def run_export(unit, tensors, folder, send):
    """Builds the model of a unit, scripts it and sends it, in the process of the unit.

    Raises what the student's code raises while the model is built, ResultError if it is no ``nn.Module``, and ExportError
    if torch can neither script nor, where the plan has example inputs, trace it.
    """
    import torch

    target = load_target(unit["target"], folder)
    # seeded again, so that what a module draws while it is imported does not change the model
    seed_everything(unit["seed"])
    model = target(*[item["literal"] for item in unit.get("construct") or []])
    if not isinstance(model, torch.nn.Module):
        what = "makes" if is_class(target) else "returned"
        raise ResultError(f"{unit['target'].partition(':')[2]} {what} {summary(model)}; expected a torch.nn.Module")
    examples = [[tensors[item["tensor"]] for item in arguments] for arguments in unit.get("examples") or []]
    scripted = _scripted(model, examples, unit["seed"], send)
    buffer = io.BytesIO()
    try:
        torch.jit.save(scripted, buffer)
    except MemoryError:
        raise
    except Exception as problem:
        raise ExportError(_useful_part(str(problem)), problem) from problem
    if buffer.tell() > caps.UNIT_PAYLOAD_BYTES:
        limit = caps.UNIT_PAYLOAD_BYTES // caps.MEBIBYTE
        raise ExportError(f"the exported model has {buffer.tell() / caps.MEBIBYTE:.1f} MiB; at most {limit} MiB are allowed")
    send({"frame": "blob"}, buffer.getvalue())


def _scripted(model, examples, seed, send):
    import torch

    _forget_gpu(model)
    try:
        scripted = torch.jit.script(model)
    except MemoryError:
        raise
    except Exception as problem:
        reason = _useful_part(str(problem))
        if not examples:
            raise ExportError(_with_advice(reason), problem) from problem
        traced, refusal, frozen = trace(model, examples, seed, _place)
        if traced is None:
            raise ExportError(f"{_with_advice(reason)}\nA trace was tried as well and not taken: {refusal}", problem) from problem
        send({"frame": "note", "text": "the model could not be scripted; a trace of it is used, which was seen to give the same results"})
        for sentence in frozen:
            send({"frame": "note", "text": caps.shorten(f"the trace keeps what it saw at {sentence}", caps.NAME_CHARACTERS)})
        return traced
    place = _gpu_in(scripted)
    if place is not None:
        raise ExportError(
            f"the model asks for a GPU in its forward, and there is none where it is trained; write x.device instead of a fixed "
            f"device, or leave the call out\n{place}"
        )
    return scripted


def _place(path, line):
    submission = current()
    inside = submission is not None and os.path.isabs(path) and os.path.normpath(path).startswith(submission.folder + os.sep)
    return submission.place(path, line) if inside else None


def _forget_gpu(model):
    """Devices that a module keeps as an attribute become the CPU."""
    import torch

    for module in model.modules():
        for name, value in list(vars(module).items()):
            if isinstance(value, torch.device) and value.type == "cuda":
                setattr(module, name, torch.device("cpu"))
            elif isinstance(value, str) and _GPU.fullmatch(value):
                setattr(module, name, "cpu")


def _gpu_in(scripted):
    """Where the code of a module asks for a GPU whatever its input is, as torch writes a place; None if nowhere."""
    try:
        graph = scripted.inlined_graph
    except RuntimeError:
        return None  # a module without forward
    waiting = [graph]
    while waiting:
        for node in waiting.pop().nodes():
            if node.kind() == "prim::If":
                continue  # asked whether there is one, most likely
            waiting.extend(node.blocks())
            if node.kind() == "aten::cuda":
                return node.sourceRange()
            if node.kind() == "prim::Constant" and _is_gpu(node):
                # a constant is written down where it is used
                return next((use.user.sourceRange() for use in node.output().uses()), node.sourceRange())
    return None


def _is_gpu(node):
    if not node.hasAttribute("value"):
        return False
    try:
        value = node.output().toIValue()
    except RuntimeError:
        return False
    return bool(_GPU.fullmatch(str(value))) if type(value).__name__ in ("str", "device") else False


_ADVICE = (
    ("autograd.Function", "a torch.autograd.Function cannot be exported; write the layer with ordinary operations"),
    ("Python type cannot be used as a value", "TorchScript cannot use that Python object inside forward"),
    ("numpy", "NumPy cannot be used inside forward; use torch"),
)


def _with_advice(reason):
    advice = next((text for word, text in _ADVICE if word in reason), None)
    return f"{reason}\n({advice})" if advice else reason


def _useful_part(message):
    # torch lists from where the failing code was called after where it failed; the first place is the student's mistake
    lines = [line.rstrip() for line in message.strip().splitlines()]
    return "\n".join(line for line in lines if line and line != ":")
