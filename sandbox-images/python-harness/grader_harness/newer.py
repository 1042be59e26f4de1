"""Says in plain language that code or a file was written for a newer torch than the image has, and names both versions."""

import re

from grader_harness.libraries import short, torch_or_none

# What course code uses, by the release that brought it. A name that is not here is said to be missing without a release.
_CAME_WITH = {
    "torch.compile": "2.0",
    "torch.compiler": "2.1",
    "torch._dynamo": "2.0",
    "torch.func": "2.0",
    "torch.vmap": "2.0",
    "torch.set_default_device": "2.0",
    "torch.get_default_device": "2.3",
    "torch.export": "2.1",
    "torch.accelerator": "2.6",
    "torch.unravel_index": "2.2",
    "torch.amp.GradScaler": "2.3",
    "torch.nn.RMSNorm": "2.4",
    "torch.nn.Buffer": "2.5",
    "torch.nn.ZeroPad1d": "2.1",
    "torch.nn.ZeroPad3d": "2.1",
    "torch.nn.CircularPad1d": "2.1",
    "torch.nn.CircularPad2d": "2.1",
    "torch.nn.attention": "2.2",
    "torch.nn.attention.flex_attention": "2.5",
    "torch.nn.functional.rms_norm": "2.4",
    "torch.nn.functional.scaled_dot_product_attention": "2.0",
    "torch.nn.utils.parametrizations.weight_norm": "2.0",
    "torch.optim.Adafactor": "2.5",
    "torch.optim.Muon": "2.9",
    "torch.optim.swa_utils.get_ema_multi_avg_fn": "2.0",
    "torch.optim.lr_scheduler.LRScheduler": "2.0",
    "torch.utils.flop_counter": "2.1",
}
# Of modules and optimisers that a student's class inherits from.
_METHODS = {"compile": "2.0", "register_full_backward_pre_hook": "2.0", "set_submodule": "2.5", "register_step_post_hook": "2.0"}
_KEYWORDS = {
    ("LayerNorm", "bias"): "2.1",
    ("TransformerEncoderLayer", "bias"): "2.1",
    ("TransformerDecoderLayer", "bias"): "2.1",
    ("Transformer", "bias"): "2.1",
    ("load_state_dict", "assign"): "2.1",
    ("load", "mmap"): "2.1",
}
_MISSING = (
    re.compile(r"[Mm]odule '(?P<module>torch[\w.]*)' has no attribute '(?P<name>\w+)'"),
    re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<module>torch[\w.]*)'"),
    re.compile(r"No module named '(?P<module>torch(?!vision|audio|text)[\w.]*)\.(?P<name>\w+)'"),
)
_METHOD = re.compile(r"'(?P<type>\w+)' object has no attribute '(?P<name>\w+)'")
_KEYWORD = re.compile(r"(?P<name>\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(?P<keyword>\w+)'")
_SCRIPT_MISSING = re.compile(r"(?:object|module) has no attribute (\w+):")
_USUAL_ALIASES = {"nn": "torch.nn", "F": "torch.nn.functional"}
_OPERATOR = re.compile(r"Unknown builtin op: ([\w:.]+?)\.?(?:\s|$)")
_FORMAT = re.compile(r"file with version (\d+), but the maximum supported version for reading is (\d+)")


def explain(message):
    """The message, after a sentence about versions where that is what it comes from."""
    torch = torch_or_none()
    if torch is None:
        return message
    here = f"torch {short(torch.__version__)} here"
    operator, form = _OPERATOR.search(message), _FORMAT.search(message)
    if operator:
        return f"the TorchScript file uses the operator {operator[1]}, which {here} does not have: it was saved by a newer torch; save it with an older one. ({message})"
    if form:
        return f"the file has version {form[1]} of torch's format, and {here} reads versions up to {form[2]}: it was saved by a newer torch; save it with an older one. ({message})"
    name, release = _missing(message)
    if name is None:
        return message
    came = f", which came with torch {release}" if release else "; your code may be written for a newer torch"
    return f"{here} has no {name}{came}. ({message})"


def _missing(message):
    """(what the message says torch lacks, the release that brought it or None), or (None, None) if it says something else."""
    for pattern in _MISSING:
        match = pattern.search(message)
        if match:
            name = f"{match['module']}.{match['name']}"
            return name, _CAME_WITH.get(name)
    # TorchScript names only the last part, and quotes the student's line
    match = _SCRIPT_MISSING.match(message)
    used = match and re.search(rf"\b(torch|nn|F)((?:\.\w+)*)\.{match[1]}\b", message)
    if used:
        name = f"{_USUAL_ALIASES.get(used[1], used[1])}{used[2]}.{match[1]}"
        return name, _CAME_WITH.get(name)
    match = _KEYWORD.search(message)
    release = match and _KEYWORDS.get((match["name"], match["keyword"]))
    if release:
        return f"argument {match['keyword']} of {match['name']}", release
    match = _METHOD.search(message)
    release = match and _METHODS.get(match["name"])
    return (f"method {match['name']} of modules and optimisers", release) if release else (None, None)
