# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What Odoo 19 ignores without a word, and what would open a door."""

import ast
import re

from .classes import models_of
from .tree import Problem, parse

NEVER_CALLED = {
    "_apply_ir_rules",
    "_name_search",
    "_where_calc",
    "fields_view_get",
    "name_get",
    "user_has_groups",
}
IGNORED_FIELD_ARGUMENTS = {"auto_join", "oldname", "states", "track_visibility"}
DEAD_XML = {
    re.compile(r't-name="kanban-box"'): 'use t-name="card"',
    re.compile(r'class="oe_chatter"'): "use <chatter/>",
    re.compile(r'name="view_mode">[^<]*\btree\b'): "there is no view type tree",
}


def constraint_as_object(repo):
    for module in repo.modules:
        for model in models_of(module):
            if "_sql_constraints" in model.attributes:
                line = model.attributes["_sql_constraints"].lineno
                yield Problem(model.path, line, "use models.Constraint")


def method_is_called(repo):
    for module in repo.modules:
        for model in models_of(module):
            for method in model.methods:
                if method.name in NEVER_CALLED:
                    text = f"nobody calls {method.name} in Odoo 19"
                    yield Problem(model.path, method.lineno, text)


def field_argument_is_known(repo):
    for module in repo.modules:
        for model in models_of(module):
            for name, value in model.attributes.items():
                for keyword in getattr(value, "keywords", []):
                    if keyword.arg in IGNORED_FIELD_ARGUMENTS:
                        text = f"{keyword.arg}= of field {name} is ignored in Odoo 19"
                        yield Problem(model.path, keyword.value.lineno, text)


def view_is_alive(repo):
    for module in repo.modules:
        for path in module.glob("**/*.xml"):
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines, 1):
                for pattern, remedy in DEAD_XML.items():
                    if pattern.search(line):
                        yield Problem(path, number, remedy)


def route_is_guarded(repo):
    """No route is exempt from the CSRF token, and none has a dead type."""
    for module in repo.modules:
        for path in module.python("controllers"):
            for node in ast.walk(parse(path)):
                if isinstance(node, ast.keyword) and isinstance(
                    node.value, ast.Constant
                ):
                    if (node.arg, node.value.value) == ("csrf", False):
                        yield Problem(path, node.value.lineno, "csrf=False")
                    if (node.arg, node.value.value) == ("type", "json"):
                        yield Problem(path, node.value.lineno, "use type='jsonrpc'")


RULES = (
    constraint_as_object,
    method_is_called,
    field_argument_is_known,
    view_is_alive,
    route_is_guarded,
)
