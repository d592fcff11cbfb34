# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the rules look at: the repository, its modules, their files."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

SKIPPED_FOLDERS = {".git", ".odoo", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Problem:
    """One place that breaks a rule; a soft one is only a warning."""

    path: Path
    line: int
    text: str
    soft: bool = False


@cache
def parse(path):
    """The syntax tree; of a file that has none the error, which one rule reports."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    except SyntaxError as error:
        return Unreadable(body=[], type_ignores=[], error=error)


class Unreadable(ast.Module):
    """Stands for a file with a syntax error, empty for all other rules."""


def count_lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def constant(node):
    """The value of a literal, None for anything that must be computed."""
    try:
        return ast.literal_eval(node)
    except (TypeError, ValueError):
        return None


class Repo:
    def __init__(self, root):
        self.root = Path(root)

    @cached_property
    def modules(self):
        manifests = [
            *self.root.glob("*/__manifest__.py"),
            *self.root.glob("tests/*/__manifest__.py"),
        ]
        return [Module(manifest.parent) for manifest in sorted(manifests)]

    @cached_property
    def product_modules(self):
        """What is shipped, without the add-ons that only tests install."""
        return [module for module in self.modules if not module.is_test]

    @cached_property
    def files(self):
        """Everything that is or will be committed."""
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=self.root,
            capture_output=True,
            check=False,
        )
        if listed.returncode:
            names = self.root.rglob("*")
            paths = [p for p in names if not SKIPPED_FOLDERS.intersection(p.parts)]
        else:
            names = listed.stdout.decode().split("\0")
            paths = [self.root / name for name in names if name]
        return sorted(path for path in paths if path.is_file())

    @cached_property
    def python_files(self):
        return [path for path in self.files if path.suffix == ".py"]

    def module_of(self, path):
        return next((m for m in self.modules if m.path in path.parents), None)

    def module_named(self, name):
        return next((m for m in self.modules if m.name == name), None)

    def dependencies(self, module):
        """Our own modules below this one, at any depth."""
        found, waiting = set(), list(module.depends)
        while waiting:
            below = self.module_named(waiting.pop())
            if below and below.name not in found:
                found.add(below.name)
                waiting += below.depends
        return found


class Module:
    def __init__(self, path):
        self.path = path
        self.name = path.name
        self.is_test = path.parent.name == "tests"

    @cached_property
    def manifest(self):
        body = parse(self.manifest_path).body
        return (constant(body[-1].value) if body else None) or {}

    @property
    def manifest_path(self):
        return self.path / "__manifest__.py"

    @property
    def depends(self):
        return self.manifest.get("depends", [])

    def python(self, *folders):
        """The Python files of the folders, or of the whole module."""
        starts = [self.path / folder for folder in folders] or [self.path]
        return sorted(
            path
            for start in starts
            for path in start.rglob("*.py")
            if "__pycache__" not in path.parts
        )

    def glob(self, pattern):
        return sorted(self.path.glob(pattern))
