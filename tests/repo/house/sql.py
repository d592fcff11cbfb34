# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL behind its fence: where it is written, how, and about whose tables."""

import ast
import re

from .classes import models_of
from .tree import Problem, parse

RUNNERS = {"execute", "execute_values", "execute_query", "execute_query_dict"}
NO_SQL_FOLDERS = {"controllers", "wizards"}
WRITE = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+(?:ONLY\s+)?"
    r"\"?(\w+)",
    re.IGNORECASE,
)


def sql_only_in_its_place(repo):
    for module in repo.modules:
        for path in _source(module):
            if _is_fenced(module, path):
                continue
            for call in _sql_calls(path):
                yield Problem(
                    path,
                    call.lineno,
                    "SQL(...) belongs in report/ or models/*_queries.py",
                )
            for call in _runner_calls(path):
                if call.args and isinstance(
                    call.args[0], (ast.Constant, ast.JoinedStr)
                ):
                    yield Problem(
                        path,
                        call.lineno,
                        "SQL text belongs in report/ or models/*_queries.py",
                    )


def sql_run_by_models_only(repo):
    """A query is run by the model that owns the question."""
    for module in repo.modules:
        for path in _source(module):
            if path.relative_to(module.path).parts[0] not in NO_SQL_FOLDERS:
                continue
            for call in _runner_calls(path):
                yield Problem(
                    path, call.lineno, f"{_called(call)}: ask a method of a model"
                )


def sql_text_is_literal(repo):
    for module in repo.modules:
        for path in _source(module):
            for call in _sql_calls(path):
                if call.args and not _is_text(call.args[0]):
                    yield Problem(
                        path,
                        call.lineno,
                        "the first argument of SQL(...) must be a literal string",
                    )


def queries_run_nothing(repo):
    for module in repo.modules:
        for path in module.glob("models/*_queries.py"):
            for call in _runner_calls(path):
                yield Problem(
                    path,
                    call.lineno,
                    f"{_called(call)}: a query function only returns SQL",
                )


def sql_about_own_tables(repo):
    """SQL names the module's own tables only.

    A module may also read a table below it when it adds columns to that table. All
    else is asked through the public query functions of the module that owns it.
    """
    owners = _table_owners(repo)
    for module in repo.product_modules:
        shared = _shared_tables(repo, module, owners)
        for path in filter(lambda path: _is_fenced(module, path), _source(module)):
            for node in ast.walk(parse(path)):
                if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                    continue
                for table in _foreign_tables(node.value, module.name, shared, owners):
                    yield Problem(
                        path,
                        node.lineno,
                        f"table {table} belongs to {owners[table]}: use its queries",
                    )


def _foreign_tables(text, module_name, shared, owners):
    written = {table.lower() for table in WRITE.findall(text)}
    words = set(re.findall(r"\w+", text))
    for table in sorted(words & owners.keys()):
        foreign = owners[table] != module_name
        if foreign and (table in written or table not in shared):
            yield table


def _table_owners(repo):
    return {
        model.table: module.name
        for module in repo.product_modules
        for model in models_of(module)
        if model.is_new and model.kind == "Model"
    }


def _shared_tables(repo, module, owners):
    below = repo.dependencies(module)
    extended = {model.table for model in models_of(module) if not model.is_new}
    return {table for table in extended if owners.get(table) in below}


def _source(module):
    return [
        path
        for path in module.python()
        if "tests" not in path.relative_to(module.path).parts and not module.is_test
    ]


def _is_fenced(module, path):
    folder = path.relative_to(module.path).parts[0]
    return folder in {"report", "migrations", "hooks.py"} or (
        folder == "models" and path.stem.endswith("_queries")
    )


def _calls(path):
    return (node for node in ast.walk(parse(path)) if isinstance(node, ast.Call))


def _called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _sql_calls(path):
    return [call for call in _calls(path) if _called(call) == "SQL"]


def _runner_calls(path):
    return [
        call
        for call in _calls(path)
        if _called(call) in RUNNERS and isinstance(call.func, ast.Attribute)
    ]


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


RULES = (
    sql_only_in_its_place,
    sql_run_by_models_only,
    sql_text_is_literal,
    queries_run_nothing,
    sql_about_own_tables,
)
