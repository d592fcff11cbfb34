# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every Python file is loaded, and every list of imports can be scanned."""

import ast
from itertools import pairwise

from .classes import MODEL_FOLDERS, model_classes
from .tree import Problem, parse

ISORT_CUT = "# isort: split"
NEVER_IMPORTED = {"migrations", "static"}


def init_imports_models_and_tests(repo):
    """Odoo sees a model or a test only when the package imports its file."""
    for module in repo.modules:
        for path in _plain_files(module):
            if _must_be_listed(module, path):
                init = path.with_name("__init__.py")
                if not init.exists() or path.stem not in _imported_names(init):
                    yield Problem(
                        path, 1, f"not imported by {init.parent.name}/__init__"
                    )


def file_is_imported(repo):
    """A file that nobody imports is dead; one that only tests import is a test."""
    for module in repo.modules:
        imported, by_tests = set(), set()
        for path in module.python():
            names = by_tests if _is_test(module, path) else imported
            names |= _imported_names(path)
        for path in _plain_files(module):
            known = imported | by_tests if _is_test(module, path) else imported
            if path.stem not in known:
                yield Problem(path, 1, "no file of the module imports this one")


def _is_test(module, path):
    return module.is_test or path.relative_to(module.path).parts[0] == "tests"


def package_is_imported(repo):
    for module in repo.modules:
        for init in module.glob("*/__init__.py"):
            name = init.parent.name
            # Odoo loads the tests by itself, and refuses to see them imported.
            if name in NEVER_IMPORTED | {"tests"}:
                continue
            if name not in _imported_names(module.path / "__init__.py"):
                yield Problem(init, 1, f"the module's __init__ does not import {name}")


def init_is_alphabetical(repo):
    """Mixins may come first, apart: Odoo wants them before their heirs."""
    for module in repo.modules:
        for init in module.glob("**/__init__.py"):
            for block in _import_blocks(init):
                for (before, _line), (name, line) in pairwise(block):
                    if name < before:
                        yield Problem(init, line, f"{name} stands after {before}")


def _import_blocks(init):
    """Lists of (name, line) of ``from . import``, cut where isort is told to cut."""
    lines = init.read_text(encoding="utf-8").splitlines()
    cuts = [number for number, line in enumerate(lines, 1) if line == ISORT_CUT]
    blocks = [[] for _cut in [0, *cuts]]
    for node in parse(init).body:
        if isinstance(node, ast.ImportFrom) and node.module is None:
            block = blocks[sum(cut < node.lineno for cut in cuts)]
            block += [(alias.name, alias.lineno) for alias in node.names]
    return blocks


def _plain_files(module):
    return [
        path
        for path in module.python()
        if not path.name.startswith("__")
        and not NEVER_IMPORTED.intersection(path.relative_to(module.path).parts)
    ]


def _must_be_listed(module, path):
    folder = path.relative_to(module.path).parts[0]
    if folder == "tests":
        return path.name.startswith("test_")
    return folder in MODEL_FOLDERS and bool(model_classes(path))


def _imported_names(path):
    """Names and last parts of modules that a file imports from its own add-on."""
    names = set()
    if not path.exists():
        return names
    for node in ast.walk(parse(path)):
        own = isinstance(node, ast.ImportFrom) and (
            node.level or (node.module or "").startswith("odoo.addons.")
        )
        if own:
            names |= {alias.name for alias in node.names}
            names |= set((node.module or "").split("."))
    return names


RULES = (
    init_imports_models_and_tests,
    file_is_imported,
    package_is_imported,
    init_is_alphabetical,
)
