# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One pattern of identifiers, so that every id can be guessed."""

import re
from functools import cache

from lxml import etree

from .tree import Problem

VIEW_TYPES = "activity|calendar|form|graph|hierarchy|kanban|list|pivot|qweb|search"
ACTIONS = {
    "ir.actions.act_url",
    "ir.actions.act_window",
    "ir.actions.client",
    "ir.actions.report",
    "ir.actions.server",
}


@cache
def _root(path):
    try:
        return etree.parse(str(path)).getroot()
    except etree.XMLSyntaxError as error:
        return etree.Element("unreadable", error=f"{error}", line=f"{error.lineno}")


def xml_can_be_read(repo):
    for module in repo.modules:
        for path in module.glob("**/*.xml"):
            root = _root(path)
            if root.tag == "unreadable":
                yield Problem(path, int(root.get("line")), root.get("error"))


def xml_id_of_view(repo):
    for module, path, record in _records(repo, "ir.ui.view"):
        model = _field(record, "model")
        if model and not _inherits(record):
            pattern = rf"{_view_pattern(model)}(?:_\w+)?"
            yield from _expect(module, path, record, pattern)


def xml_id_of_inheriting_view(repo):
    """The parent's id comes back, with a word added when one is not enough.

    A parent whose id does not follow the pattern may be answered by one that does.
    """
    for module, path, record in _records(repo, "ir.ui.view"):
        if _inherits(record):
            parent = _inherit_ref(record).split(".")[-1]
            pattern = rf"(?:{parent}|{_view_pattern(_field(record, 'model'))})(?:_\w+)?"
            yield from _expect(module, path, record, pattern)


def name_of_inheriting_view(repo):
    for module, path, record in _records(repo, "ir.ui.view"):
        name = _field(record, "name")
        suffix = f".inherit.{module.name}"
        if _inherits(record) and suffix not in f"{name}.":
            yield Problem(
                path, record.sourceline, f"view name {name!r} must end in {suffix}"
            )


def xml_id_of_action(repo):
    for kind in sorted(ACTIONS):
        word = "(?:action|report)" if kind == "ir.actions.report" else "action"
        for module, path, record in _records(repo, kind):
            owners = {module.name, *_models_of_action(record)}
            prefix = "|".join(sorted(_underscored(owner) for owner in owners))
            pattern = rf"(?:{prefix})_{word}(?:_\w+)?"
            yield from _expect(module, path, record, pattern)


def xml_id_of_menu(repo):
    for module, path, record in _elements(repo, "menuitem"):
        yield from _expect(module, path, record, r"\w+_menu(?:_\w+)?")
    for module, path, record in _records(repo, "ir.ui.menu"):
        yield from _expect(module, path, record, r"\w+_menu(?:_\w+)?")


def xml_id_of_group(repo):
    for module, path, record in _records(repo, "res.groups"):
        yield from _expect(module, path, record, rf"{module.name}_group_\w+")


def xml_id_of_rule(repo):
    for module, path, record in _records(repo, "ir.rule"):
        model = _ref(record, "model_id").split(".")[-1].removeprefix("model_")
        yield from _expect(module, path, record, rf"{model or module.name}_rule_\w+")


def no_group_category(repo):
    """Odoo 19 fails on these only when the module is installed."""
    for _module, path, record in _records(repo, "res.groups"):
        for name in ("category_id", "users"):
            if record.find(f"field[@name='{name}']") is not None:
                yield Problem(
                    path, record.sourceline, f"res.groups has no field {name} in 19"
                )


def _elements(repo, tag):
    for module in repo.modules:
        for path in module.glob("**/*.xml"):
            if path.relative_to(module.path).parts[0] in {"static", "tests"}:
                continue
            for element in _root(path).iter(tag):
                # A dot means a record of another module, which has its id already.
                if element.get("id") and "." not in element.get("id"):
                    yield module, path, element


def _records(repo, model):
    for module, path, record in _elements(repo, "record"):
        if record.get("model") == model:
            yield module, path, record


def _field(record, name):
    node = record.find(f"field[@name='{name}']")
    return (node.text or "").strip() if node is not None else ""


def _ref(record, name):
    node = record.find(f"field[@name='{name}']")
    return node.get("ref", "") if node is not None else ""


def _inherit_ref(record):
    return _ref(record, "inherit_id")


def _inherits(record):
    """A primary view is a view of its own although it starts from another."""
    return bool(_inherit_ref(record)) and _field(record, "mode") != "primary"


def _models_of_action(record):
    models = {_field(record, "res_model"), _field(record, "model")}
    models.add(_ref(record, "model_id").split(".")[-1].removeprefix("model_"))
    return models - {""}


def _view_pattern(model):
    return rf"{_underscored(model)}_view_(?:{VIEW_TYPES})"


def _underscored(name):
    return name.replace(".", "_")


def _expect(module, path, record, pattern):
    identifier = record.get("id").removeprefix(f"{module.name}.")
    if not re.fullmatch(pattern, identifier):
        yield Problem(
            path, record.sourceline, f"id {identifier} does not match {pattern}"
        )


RULES = (
    xml_can_be_read,
    xml_id_of_view,
    xml_id_of_inheriting_view,
    name_of_inheriting_view,
    xml_id_of_action,
    xml_id_of_menu,
    xml_id_of_group,
    xml_id_of_rule,
    no_group_category,
)
