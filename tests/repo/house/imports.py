# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every Python file is loaded, and every list of imports can be scanned."""

import ast

from .classes import MODEL_FOLDERS, model_classes
from .tree import Problem, parse

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
    """A file that nobody imports is dead."""
    for module in repo.modules:
        imported = set()
        for path in module.python():
            imported |= _imported_names(path)
        for path in _plain_files(module):
            if path.stem not in imported:
                yield Problem(path, 1, "no file of the module imports this one")


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
    for module in repo.modules:
        for init in module.glob("**/__init__.py"):
            previous = ""
            for node in parse(init).body:
                if not (isinstance(node, ast.ImportFrom) and node.module is None):
                    continue
                for alias in node.names:
                    if alias.name < previous:
                        yield Problem(
                            init,
                            node.lineno,
                            f"{alias.name} stands after {previous}",
                        )
                    previous = alias.name


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
