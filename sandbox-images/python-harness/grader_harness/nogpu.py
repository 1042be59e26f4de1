"""Makes code that asks for a GPU run on this machine's CPU, with a note, instead of failing."""

import functools

from grader_harness.libraries import torch_or_none

_FACTORIES = """arange as_tensor asarray empty empty_like empty_strided eye full full_like hamming_window hann_window linspace
logspace ones ones_like rand rand_like randint randint_like randn randn_like randperm range scalar_tensor sparse_coo_tensor tensor
tril_indices triu_indices zeros zeros_like""".split()
_METHODS = "new_empty new_full new_ones new_tensor new_zeros".split()
_NOTE = "there is no GPU here: .cuda() and device=\"cuda\" were ignored, everything ran on the CPU"


def is_asked_for(sources):
    """Whether any source of the submission speaks of a GPU; if not, torch is left as it is."""
    return any(b"cuda" in source or b".gpu(" in source for source in sources)


def ignore_gpu(tell):
    """Replaces torch's ways to a GPU in this process, where there is none. tell: takes a sentence for the student."""
    torch = torch_or_none()
    if torch is None or torch.cuda.is_available():
        return

    def is_gpu(device):
        if isinstance(device, str):
            return device.split(":")[0] in ("cuda", "gpu")
        if isinstance(device, torch.device):
            return device.type == "cuda"
        return False

    def here(device, note=True):
        if is_gpu(device):
            if note:
                tell(_NOTE)
            return torch.device("cpu")
        return device

    def wrap(function):
        @functools.wraps(function)
        def on_cpu(*arguments, **options):
            if is_gpu(options.get("device")):
                options["device"] = here(options["device"])
            return function(*arguments, **options)

        return on_cpu

    def move(function, first_only):
        @functools.wraps(function)
        def to(self, *arguments, **options):
            if is_gpu(options.get("device")):
                options["device"] = here(options["device"])
            if arguments and (is_gpu(arguments[0]) or (first_only and isinstance(arguments[0], int))):
                arguments = (here(arguments[0]) if is_gpu(arguments[0]) else torch.device("cpu"), *arguments[1:])
            return function(self, *arguments, **options)

        return to

    def stay(self, *arguments, **options):
        tell(_NOTE)
        return self

    for name in _FACTORIES:
        original = getattr(torch, name, None)
        if original is not None:
            wrapped = wrap(original)
            setattr(torch, name, wrapped)
            _keep_scriptable(torch, original, wrapped)
    for name in _METHODS:
        setattr(torch.Tensor, name, wrap(getattr(torch.Tensor, name)))
    torch.Tensor.to = move(torch.Tensor.to, True)
    torch.nn.Module.to = move(torch.nn.Module.to, True)
    torch.Tensor.cuda = torch.nn.Module.cuda = stay
    torch.Tensor.pin_memory = lambda self, *arguments: self
    torch.load = _load_here(torch.load, is_gpu, torch)
    _set_defaults(torch, tell)


def _keep_scriptable(torch, original, wrapped):
    # torch.jit knows its functions by identity: the replacement must be known as well
    from torch.jit import _builtins

    operator = _builtins._find_builtin(original)
    if operator is not None:
        _builtins._register_builtin(wrapped, operator)


def _load_here(load, is_gpu, torch):
    @functools.wraps(load)
    def load_here(file, map_location=None, *arguments, **options):
        if map_location is None or is_gpu(map_location):
            map_location = torch.device("cpu")
        return load(file, map_location, *arguments, **options)

    return load_here


def _set_defaults(torch, tell):
    original = torch.set_default_tensor_type

    def set_default_tensor_type(kind):
        if isinstance(kind, str) and kind.startswith("torch.cuda."):
            tell(_NOTE)
            kind = kind.replace("torch.cuda.", "torch.")
        original(kind)

    torch.set_default_tensor_type = set_default_tensor_type
    for name in ("set_device", "synchronize", "empty_cache"):
        setattr(torch.cuda, name, lambda *arguments, **options: None)
