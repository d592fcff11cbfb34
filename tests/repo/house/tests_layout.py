# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tests: fixtures apart from tests, and names that can be looked up."""

import ast
import re
from functools import cache

from .classes import FUNCTIONS
from .tree import Problem, parse


@cache
def inner_test_ids(path):
    """``Class::test_x`` and ``test_x`` of one Python file."""
    found = set()
    for node in parse(path).body:
        if isinstance(node, FUNCTIONS):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{name}" for name in _test_methods(node)}
    return found


def is_existing_test(repo, name):
    """Whether ``path``, ``path::test_x`` or ``path::Class::test_x`` is there.

    JavaScript tests have no names that Python can read: their path is enough.
    """
    path, _, inner = name.partition("::")
    file = repo.root / path
    if not re.search(r"(?:^|/)tests/", path) or not file.is_file():
        return False
    return inner in inner_test_ids(file) if path.endswith(".py") else not inner


def common_holds_no_test(repo):
    """Who inherits from a class with tests runs them again."""
    for module in repo.modules:
        for path in module.glob("tests/common*.py"):
            for node in parse(path).body:
                if isinstance(node, ast.ClassDef) and _test_methods(node):
                    yield Problem(path, node.lineno, f"{node.name} holds tests")


def test_class_has_no_heirs(repo):
    for module in repo.modules:
        for path in module.glob("tests/test_*.py"):
            with_tests = set()
            for node in parse(path).body:
                if not isinstance(node, ast.ClassDef):
                    continue
                parents = {getattr(base, "id", "") for base in node.bases}
                for parent in sorted(parents & with_tests):
                    yield Problem(
                        path, node.lineno, f"runs the tests of {parent} again"
                    )
                if _test_methods(node):
                    with_tests.add(node.name)


def _test_methods(node):
    return [
        item.name
        for item in node.body
        if isinstance(item, FUNCTIONS) and item.name.startswith("test_")
    ]


RULES = (common_holds_no_test, test_class_has_no_heirs)
