# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What no file may contain, and the line each Python file starts with."""

import re

from .tree import Problem

HEADER = "# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)."
UNREADABLE = {".gif", ".ico", ".jpg", ".pdf", ".png", ".svg", ".webp", ".xlsx", ".zip"}
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|tmp/dev|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|debian|ubuntu|nexus|artifactory"
    r"|jfrog|golang)\.(?:org|com|io|net)\b"
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3})\b")
UNFINISHED_SUFFIXES = {".py", ".js", ".xml", ".scss"}


def licence_header(repo):
    for path in repo.python_files:
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].startswith("#!"):
            del lines[0]
        if lines and lines[0] != HEADER:
            yield Problem(path, 1, f"the first line must be: {HEADER}")


def no_machine_path(repo):
    yield from _search(repo, MACHINE_PATH, "a path of one machine")


def no_registry_host(repo):
    yield from _search(repo, REGISTRY, "the host name of a package registry")


def nothing_unfinished(repo):
    for problem in _search(repo, UNFINISHED, "unfinished work"):
        if problem.path.suffix in UNFINISHED_SUFFIXES:
            yield problem


def _search(repo, pattern, what):
    for path in repo.files:
        if path.suffix in UNREADABLE or "lib" in path.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if not pattern.search(text):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = pattern.search(line)
            if found:
                yield Problem(path, number, f"{what}: {found.group()}")


RULES = (licence_header, no_machine_path, no_registry_host, nothing_unfinished)
