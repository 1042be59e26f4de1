"""Jobs whose code attacks its container, its harness or its neighbours; each is followed by one that must be unharmed."""

from tests.answers import AnswersTest
from tests.streams import call, job, unit

HOSTILE = '''
import ctypes, errno, os, resource, signal, socket, struct, sys, threading, time
import numpy as np

def fine(): return np.arange(3)
def fork_bomb():
    while True: os.fork()
def stubborn_fork_bomb():
    while True:
        try: os.fork()
        except OSError: pass
def thread_bomb():
    while True: threading.Thread(target=time.sleep, args=(100,)).start()
def memory_bomb():
    held = []
    while True: held.append(np.ones(1 << 20))
def torch_memory_bomb():
    import torch
    return torch.ones(1 << 34)
def shared_memory_bomb():
    for _ in range(6):
        if os.fork() == 0:
            held = [np.ones(1 << 20) for _ in range(40)]
            time.sleep(100)
    time.sleep(100)
def sleeper(): time.sleep(1000)
def deaf_loop():
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True: pass
def stopped(): os.kill(os.getpid(), signal.SIGSTOP)
def leaves(): os._exit(0)
def exits(): sys.exit(3)
def crashes(): ctypes.string_at(0)
def aborts(): os.abort()
def floods():
    while True: print("x" * 1000)
def talks():
    for line in range(50000): print("line", line)
    return fine()
def recurses(): return recurses()
def fills_disk():
    with open("/scratch/a", "wb") as a:
        for _ in range(60): a.write(bytes(1 << 20))
    with open("/scratch/b", "wb") as b:
        for _ in range(60): b.write(bytes(1 << 20))
def fills_inodes():
    os.chdir("/scratch")
    for depth in range(10000):
        os.mkdir("a"); os.chdir("a")
def hides_folder():
    os.makedirs("/scratch/locked/in"); os.chmod("/scratch/locked", 0)
    return fine()
def hides_scratch():
    os.chmod("/scratch", 0)
    return fine()
def hides_scratch_from_itself():
    os.chmod("/scratch", 0)
    os._exit(0)
def frame(header, payload=b""):
    import json
    data = json.dumps(header).encode()
    return struct.pack(">IQ", len(data), len(payload)) + data + payload
def writes_everywhere():
    for descriptor in range(3, 256):
        try: os.write(descriptor, b"garbage that is no frame")
        except OSError: pass
    time.sleep(100)
def forges_service_frames():
    for descriptor in range(3, 256):
        try: os.write(descriptor, frame({"frame": "done"}))
        except OSError: pass
    time.sleep(100)
def forges_another_unit():
    os.write(3, frame({"frame": "tensor", "unit": "fine1", "name": "c1.0", "dtype": "int64", "shape": [1]}, bytes(8)))
    os.write(3, frame({"frame": "outcome", "unit": "fine1", "status": "ok"}))
    time.sleep(100)
def announces_terabytes():
    os.write(3, struct.pack(">IQ", 10, 1 << 40)); time.sleep(100)
def forges_a_status_of_no_type():
    os.write(3, frame({"frame": "outcome", "status": []})); time.sleep(100)
def forges_an_element_type_of_no_type():
    os.write(3, frame({"frame": "tensor", "name": "c1.0", "dtype": [], "shape": [1]}, bytes(8))); time.sleep(100)
def forges_endless_emptiness():
    os.write(3, frame({"frame": "tensor", "name": "c1.0", "dtype": "int64", "shape": [0, 1 << 70]})); time.sleep(100)
def open_descriptors():
    return np.array(sorted(int(name) for name in os.listdir("/proc/self/fd")))
def reaches_for_the_harness():
    reached = []
    for path in ("/proc/1/fd/3", "/proc/1/fd/0", "/proc/1/mem", "/proc/1/environ", "/proc/1/maps"):
        for flags in (os.O_RDONLY, os.O_WRONLY):
            try: os.open(path, flags); reached.append(1)
            except OSError: reached.append(0)
    for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGSEGV):
        try: os.kill(1, number)
        except OSError: pass
    try: resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0)); reached.append(1)
    except OSError: reached.append(0)
    return np.array(reached)
def leaves_a_daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for place in ("/scratch/late", "/dev/shm/late"):
                open(place, "w").write("x")
            time.sleep(100)
        os._exit(0)
    os.wait(); time.sleep(0.3)
    return fine()
def finds_leftovers():
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
    files = [name for place in ("/scratch", "/dev/shm") for name in os.listdir(place) if name != "submission"]
    return np.array([len(others), len(files)])
def network():
    codes = []
    for address in ("1.1.1.1", "169.254.169.254"):
        try: socket.create_connection((address, 80), 2); codes.append(0)
        except OSError as problem: codes.append(problem.errno)
    try: socket.create_connection(("::1:1", 80), 2); codes.append(0)
    except OSError: codes.append(1)
    try: socket.getaddrinfo("example.org", 80); codes.append(0)
    except OSError: codes.append(1)
    return np.array(codes)
def refused_calls():
    libc = ctypes.CDLL(None, use_errno=True)
    refused = []
    # io_uring_setup, add_key, keyctl, userfaultfd, bpf, perf_event_open, ptrace, mount, unshare, setns, init_module
    for number in (425, 248, 250, 323, 321, 298, 101, 165, 272, 308, 175):
        refused.append(libc.syscall(number, 0, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM)
    for number in (0x10000000, 0x20000):  # CLONE_NEWUSER, CLONE_NEWNS
        refused.append(libc.syscall(56, number | 17, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM)
    refused.append(libc.syscall(435, 0, 0) == -1 and ctypes.get_errno() == errno.ENOSYS)
    for family in (16, 38, 40):  # AF_NETLINK, AF_ALG, AF_VSOCK
        try: socket.socket(family, socket.SOCK_DGRAM); refused.append(False)
        except OSError as problem: refused.append(problem.errno == errno.EPERM)
    return np.array(refused)
def sets_user_id():
    found = [os.path.join(folder, name) for folder, _, names in os.walk("/") if not folder.startswith(("/proc", "/sys"))
             for name in names if os.lstat(os.path.join(folder, name)).st_mode & 0o6000 and not os.path.islink(os.path.join(folder, name))]
    return np.array(len(found))
def writes_outside():
    written = 0
    for place in ("/x", "/opt/harness/x", "/usr/lib/x", "/etc/passwd", "/opt/harness/grader_harness/main.py", "/var/tmp/x", "/tmp/x"):
        try: open(place, "a"); written += 1
        except OSError: pass
    return np.array(written)
def reads_digits():
    from sklearn.datasets import load_digits
    return load_digits().target
def finds_digits():
    names = [os.path.join(folder, name) for folder, _, names in os.walk("/usr") for name in names if "digits" in name and "csv" in name]
    return np.array(len(names))
'''

# unit -> (seconds, status that it must get, other members of the outcome)
HOSTILE_UNITS = {
    "fork_bomb": (20, "process_limit", {}),
    "stubborn_fork_bomb": (20, "process_limit", {}),
    "thread_bomb": (20, "process_limit", {}),
    "memory_bomb": (30, "memory", {}),
    "torch_memory_bomb": (20, "memory", {}),
    "sleeper": (1, "timeout", {}),
    "deaf_loop": (1, "timeout", {}),
    "stopped": (1, "timeout", {}),
    "leaves": (20, "exited", {"code": 0}),
    "exits": (20, "exited", {"code": 3}),
    "crashes": (20, "signal", {"signal": 11}),
    "aborts": (20, "signal", {"signal": 6}),
    "floods": (30, "output_limit", {}),
    "talks": (20, "ok", {}),
    "recurses": (20, "error", {}),
    "fills_disk": (30, "disk", {}),
    "fills_inodes": (30, "disk", {}),
    "hides_folder": (20, "ok", {}),
    "hides_scratch": (20, "ok", {}),
    "hides_scratch_from_itself": (20, "exited", {"code": 0}),
    "writes_everywhere": (20, "output_limit", {}),
    "forges_service_frames": (20, "output_limit", {}),
    "forges_another_unit": (20, "ok", {}),
    "announces_terabytes": (20, "output_limit", {}),
    "forges_a_status_of_no_type": (20, "output_limit", {}),
    "forges_an_element_type_of_no_type": (20, "output_limit", {}),
    "forges_endless_emptiness": (20, "output_limit", {}),
    "open_descriptors": (20, "ok", {}),
    "reaches_for_the_harness": (20, "ok", {}),
    "leaves_a_daemon": (20, "ok", {}),
    "finds_leftovers": (20, "ok", {}),
    "network": (30, "ok", {}),
    "refused_calls": (20, "ok", {}),
    "sets_user_id": (60, "ok", {}),
    "writes_outside": (20, "ok", {}),
    "reads_digits": (20, "error", {}),
    "finds_digits": (60, "ok", {}),
}


def _hostile():
    units = []
    for number, (name, (seconds, _, _)) in enumerate(HOSTILE_UNITS.items()):
        units.append(unit(name, call(name), seconds=seconds))
        units.append(unit(f"fine{number}", call("fine")))
    return job("probe", units, {"model.py": HOSTILE})


def _truncated():
    return job("probe", [unit("u1", call("fine"))], {"model.py": HOSTILE})[:-20]


JOBS = {
    "hostile": _hostile,
    # apart, because the kernel's killer may take more than one process
    "memory_of_many": lambda: job(
        "probe", [unit("u1", call("shared_memory_bomb"), seconds=6), unit("u2", call("fine"))], {"model.py": HOSTILE}
    ),
    "nested": lambda: job(
        "export",
        [{"id": "e1", "target": "model:build_model", "seed": 1, "construct": [], "seconds": 20}],
        {"model.py": "import torch\ndef build_model(): return torch.nn.Linear(1, 1)", "deep.py": "x = " + "-" * 200_000 + "1"},
        rules=[{"id": "r1", "forbidden_calls": ["torch.nn.Conv2d"]}],
    ),
    "truncated": _truncated,
    "escape": lambda: job("probe", [unit("u1", call("fine"))], {"../model.py": HOSTILE}),
    "empty": lambda: b"",
}


class HostileAnswers(AnswersTest):
    """What the containers of ``JOBS`` have answered."""

    def test_each_hostile_unit_gets_its_status(self):
        answer = self.answer("hostile")
        for name, (_, status, more) in HOSTILE_UNITS.items():
            with self.subTest(name):
                outcome = answer.outcome(name)
                self.assertEqual(status, outcome["status"], outcome)
                self.assertEqual(more, {key: outcome.get(key) for key in more})

    def test_the_unit_after_each_hostile_one_is_unharmed(self):
        answer = self.answer("hostile")
        for number, name in enumerate(HOSTILE_UNITS):
            with self.subTest(name):
                self.assertEqual({"frame": "outcome", "unit": f"fine{number}", "status": "ok"}, answer.outcome(f"fine{number}"))
                self.assertEqual([0, 1, 2], answer.numbers(f"fine{number}"))

    def test_the_stream_is_whole(self):
        answer = self.answer("hostile")
        self.assertEqual("ready", answer.kinds()[0])
        self.assertEqual(["done"], [kind for kind in answer.kinds() if kind not in ("tensor", "text", "note", "outcome", "ready")])
        self.assertEqual("done", answer.kinds()[-1])
        self.assertEqual(0, self.statuses["hostile"])

    def test_nothing_of_the_harness_can_be_reached(self):
        answer = self.answer("hostile")
        self.assertEqual({0}, set(answer.numbers("reaches_for_the_harness")[:-1]))
        self.assertEqual(0, answer.numbers("reaches_for_the_harness")[-1])
        self.assertEqual([0, 1, 2, 3, 4], answer.numbers("open_descriptors"))

    def test_nothing_outlives_its_unit(self):
        self.assertEqual([0, 0], self.answer("hostile").numbers("finds_leftovers"))

    def test_there_is_no_network(self):
        self.assertNotIn(0, self.answer("hostile").numbers("network"))

    def test_dangerous_system_calls_are_refused(self):
        self.assertEqual({True}, set(self.answer("hostile").numbers("refused_calls")))

    def test_no_file_sets_its_user_and_none_outside_scratch_can_be_written(self):
        self.assertEqual([0], self.answer("hostile").numbers("sets_user_id"))
        self.assertEqual([0], self.answer("hostile").numbers("writes_outside"))

    def test_the_digits_are_not_in_the_image(self):
        answer = self.answer("hostile")
        self.assertEqual("ModuleNotFoundError", answer.outcome("reads_digits")["error"]["type"])
        self.assertEqual([0], answer.numbers("finds_digits"))

    def test_printed_text_is_capped_and_says_so(self):
        text = self.answer("hostile").text("talks", "stdout")
        self.assertTrue(text.startswith("line 0\nline 1\n"))
        self.assertRegex(text[-60:], r"… \(\d+ more bytes\)\n$")
        self.assertLess(len(text), 70_000)

    def test_memory_taken_by_many_processes_ends_only_its_unit(self):
        answer = self.answer("memory_of_many")
        self.assertIn(answer.outcome("u1")["status"], ("memory", "timeout"))
        self.assertEqual("ok", answer.outcome("u2")["status"])

    def test_a_file_that_overtaxes_the_parser_is_a_finding(self):
        answer = self.answer("nested")
        self.assertIn(("syntax", "too deeply nested", "deep.py"), [(f["kind"], f["name"], f["file"]) for f in answer.findings()])
        self.assertEqual("ok", answer.outcome("e1")["status"])

    def test_a_stream_that_is_not_in_the_protocol_is_not_answered(self):
        for name in ("truncated", "escape", "empty"):
            with self.subTest(name):
                self.assertEqual(["ready"], self.answer(name).kinds())
                self.assertEqual(2, self.statuses[name])
