"""The export step: a student's model as TorchScript."""

import io

from grader_harness import caps
from grader_harness.errors import ExportError, ResultError
from grader_harness.loading import is_class, load_target
from grader_harness.results import summary


def run_export(unit, folder, send):
    """Builds the model of a unit, scripts it and sends it, in the process of the unit.

    Raises what the student's code raises while the model is built, ResultError if it is no ``nn.Module``, and ExportError
    if torch cannot script or save it.
    """
    import torch

    target = load_target(unit["target"], folder)
    # the seed is set again, so that what a module draws while it is imported does not change the model
    torch.manual_seed(unit["seed"])
    model = target(*[item["literal"] for item in unit.get("construct") or []])
    if not isinstance(model, torch.nn.Module):
        what = "makes" if is_class(target) else "returned"
        raise ResultError(f"{unit['target'].partition(':')[2]} {what} {summary(model)}; expected a torch.nn.Module")
    try:
        scripted = torch.jit.script(model)
        buffer = io.BytesIO()
        torch.jit.save(scripted, buffer)
    except MemoryError:
        raise
    except Exception as problem:
        raise ExportError(_useful_part(str(problem)), problem) from problem
    if buffer.tell() > caps.UNIT_PAYLOAD_BYTES:
        limit = caps.UNIT_PAYLOAD_BYTES // caps.MEBIBYTE
        raise ExportError(f"the exported model has {buffer.tell() / caps.MEBIBYTE:.1f} MiB; at most {limit} MiB are allowed")
    send({"frame": "blob"}, buffer.getvalue())


def _useful_part(message):
    # torch lists from where the failing code was called after where it failed; the first place is the student's mistake
    lines = [line.rstrip() for line in message.strip().splitlines()]
    return "\n".join(line for line in lines if line and line != ":")
