# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Model classes as the source declares them, read without running it."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .tree import constant, parse

MODEL_BASES = {"Model", "TransientModel", "AbstractModel"}
MODEL_FOLDERS = ("demo", "models", "report", "wizards")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, eq=False)
class ModelClass:
    path: Path
    node: ast.ClassDef
    kind: str

    @cached_property
    def attributes(self):
        """Class attributes with one plain name: name -> value node."""
        return {
            statement.targets[0].id: statement.value
            for statement in self.node.body
            if isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
        }

    def literal(self, name):
        return constant(self.attributes[name]) if name in self.attributes else None

    @property
    def inherits(self):
        value = self.literal("_inherit") or []
        return [value] if isinstance(value, str) else list(value)

    @property
    def name(self):
        own = self.literal("_name")
        return own or (self.inherits[0] if len(self.inherits) == 1 else None)

    @property
    def is_new(self):
        own = self.literal("_name")
        return bool(own) and own not in self.inherits

    @property
    def table(self):
        return self.literal("_table") or (self.name or "").replace(".", "_")

    @property
    def methods(self):
        return [item for item in self.node.body if isinstance(item, FUNCTIONS)]


def _model_kind(node):
    for base in node.bases:
        name = base.attr if isinstance(base, ast.Attribute) else None
        name = base.id if isinstance(base, ast.Name) else name
        if name in MODEL_BASES:
            return name
    return None


@cache
def model_classes(path):
    return [
        ModelClass(path, node, _model_kind(node))
        for node in parse(path).body
        if isinstance(node, ast.ClassDef) and _model_kind(node)
    ]


def models_of(module):
    return [
        model for path in module.python(*MODEL_FOLDERS) for model in model_classes(path)
    ]


def is_field(value):
    """Whether a class attribute is declared as ``fields.Something(...)``."""
    return is_call_of(value, "fields")


def is_table_object(value):
    return is_call_of(value, "models")


def is_call_of(value, owner):
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Name)
        and value.func.value.id == owner
    )


def decorator_names(method):
    """``@api.depends("x")`` and ``@api.model`` as ``depends`` and ``model``."""
    names = set()
    for decorator in method.decorator_list:
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        names.add(getattr(call, "attr", getattr(call, "id", "")))
    return names
