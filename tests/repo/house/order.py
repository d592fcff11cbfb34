# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The members of a model class in the one order every reader knows."""

import ast

from .classes import FUNCTIONS, decorator_names, is_field, is_table_object, models_of
from .tree import Problem

SECTIONS = (
    "private attributes",
    "defaults",
    "fields",
    "constraints and indexes",
    "computes, inverses and searches",
    "selections",
    "constrains and onchanges",
    "create, write, unlink",
    "actions",
    "business methods",
    "crons",
)
(
    ATTRIBUTES,
    DEFAULTS,
    FIELDS,
    TABLE_OBJECTS,
    COMPUTES,
    SELECTIONS,
    CHECKS,
    CRUD,
    ACTIONS,
    BUSINESS,
    CRONS,
) = range(len(SECTIONS))

CRUD_METHODS = {
    "_auto_init",
    "_search",
    "copy",
    "copy_data",
    "create",
    "default_get",
    "fields_get",
    "init",
    "name_create",
    "name_search",
    "read",
    "search_fetch",
    "unlink",
    "write",
}
BY_DECORATOR = {
    "constrains": CHECKS,
    "depends": COMPUTES,
    "depends_context": COMPUTES,
    "onchange": CHECKS,
    "ondelete": CRUD,
    "autovacuum": CRONS,
}
BY_PREFIX = {
    "_compute_": COMPUTES,
    "_cron_": CRONS,
    "_default_": DEFAULTS,
    "_inverse_": COMPUTES,
    "_onchange_": CHECKS,
    "_read_group_": SELECTIONS,
    "_selection_": SELECTIONS,
    "action_": ACTIONS,
}


def member_order(repo):
    for module in repo.modules:
        for model in models_of(module):
            members = [(m, _section(m)) for m in model.node.body]
            members = [(m, section) for m, section in members if section is not None]
            kept = longest_ordered([section for _member, section in members])
            for position, (member, section) in enumerate(members):
                if position not in kept:
                    yield Problem(
                        model.path,
                        member.lineno,
                        f"{model.node.name}.{_name(member)} {_place(section)}",
                    )


def longest_ordered(numbers):
    """Positions of the longest run without a step back, so that one misplaced member
    is reported and not all that follow it."""
    chains = []
    for position, number in enumerate(numbers):
        before = [chain for chain in chains if numbers[chain[-1]] <= number]
        chains.append([*max(before, key=len, default=[]), position])
    return set(max(chains, key=len, default=[]))


def _place(section):
    """Where the members of a section belong, in words."""
    words = f"belongs to the {SECTIONS[section]}"
    above, below = SECTIONS[:section][-1:], SECTIONS[section + 1 :][:1]
    words += "".join(f", after {name}" for name in above)
    return words + "".join(f", before {name}" for name in below)


def _name(member):
    if isinstance(member, ast.Assign):
        return getattr(member.targets[0], "id", "assignment")
    return getattr(member, "name", "statement")


def _section(member):
    if isinstance(member, ast.Assign):
        return _section_of_value(member.value)
    if isinstance(member, FUNCTIONS):
        return _section_of_method(member)
    return None


def _section_of_value(value):
    if is_field(value):
        return FIELDS
    return TABLE_OBJECTS if is_table_object(value) else ATTRIBUTES


def _section_of_method(method):
    for name in decorator_names(method) & BY_DECORATOR.keys():
        return BY_DECORATOR[name]
    if method.name in CRUD_METHODS:
        return CRUD
    if _is_field_search(method):
        return COMPUTES
    for prefix, section in BY_PREFIX.items():
        if method.name.startswith(prefix):
            return section
    return BUSINESS


def _is_field_search(method):
    """Only ``_search_x(self, operator, value)`` belongs to a field."""
    arguments = [argument.arg for argument in method.args.args]
    return method.name.startswith("_search_") and arguments[1:] == ["operator", "value"]


RULES = (member_order,)
