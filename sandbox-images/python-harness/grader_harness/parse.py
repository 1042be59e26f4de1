"""Looks through the syntax trees of a submission; nothing of it is imported."""

import ast

from grader_harness import caps


def search(rules, files, send):
    """Sends a finding for every file that cannot be parsed, in the name of every rule."""
    for path in sorted(path for path in files if path.endswith(".py")):
        send({"frame": "looking", "file": path})
        try:
            ast.parse(files[path], path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            for rule in rules:
                send(
                    {
                        "frame": "finding",
                        "rule": rule["id"],
                        "kind": "syntax",
                        "name": caps.shorten(str(getattr(problem, "msg", problem)), caps.NAME_CHARACTERS),
                        "file": path,
                        "line": getattr(problem, "lineno", 1) or 1,
                    }
                )
