# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Promises in writing: traceability, rule pages, change log."""

import csv
import re

from .tests_layout import is_existing_test
from .tree import Problem

COLUMNS = ["id", "module", "status", "where", "test"]
STATUSES = {"done", "partly", "open", "not applicable"}
MODULES = {"crm_lifecycle", "crm_complaints", "crm_contracts", "crm_segmentation"}
ALL_IDS = [f"S-{number:03}" for number in range(1, 557)]
RULE_COLUMNS = ["rule", "method", "test"]


def traceability_is_complete(repo):
    path = _traceability(repo)
    header, rows = _read_rows(path)
    if header != COLUMNS:
        yield Problem(path, 1, f"the columns must be {','.join(COLUMNS)}")
        return
    seen = [row["id"] for _line, row in rows]
    for identifier in sorted(set(ALL_IDS) - set(seen)):
        yield Problem(path, 1, f"{identifier} is missing")
    for line, row in rows:
        if row["id"] not in ALL_IDS:
            yield Problem(path, line, f"{row['id']} is not in the catalogue")
        if seen.count(row["id"]) > 1:
            yield Problem(path, line, f"{row['id']} stands there more than once")


def traceability_rows_are_valid(repo):
    path = _traceability(repo)
    header, rows = _read_rows(path)
    for line, row in rows if header == COLUMNS else []:
        for text in _row_problems(row):
            yield Problem(path, line, f"{row['id']}: {text}")


def _row_problems(row):
    status = row["status"]
    if status not in STATUSES:
        yield f"status {status!r} is none of {', '.join(sorted(STATUSES))}"
    if status == "not applicable" and not row["where"]:
        yield "say in 'where' why it is not applicable"
    if status in {"done", "partly"} and not (row["where"] and row["test"]):
        yield f"{status} needs a menu or model in 'where' and a test"
    modules = set(filter(None, row["module"].split("+")))
    if modules - MODULES or (not modules and status != "not applicable"):
        yield f"module {row['module']!r} is none of ours"


def traceability_tests_exist(repo):
    path = _traceability(repo)
    header, rows = _read_rows(path)
    for line, row in rows if header == COLUMNS else []:
        for name in row["test"].split():
            if not is_existing_test(repo, name):
                yield Problem(path, line, f"{row['id']}: no such test: {name}")


def _traceability(repo):
    return repo.root / "docs" / "traceability.csv"


def _read_rows(path):
    if not path.is_file():
        return None, []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [(reader.line_num, row) for row in reader]
        return reader.fieldnames, rows


def rule_pages_name_tests(repo):
    """Every row ``| rule | method | test |`` of a rule page names a test."""
    for path in sorted((repo.root / "docs" / "rules").glob("*.md")):
        if path.name == "README.md":
            continue
        for line, cells in _table_rows(path):
            names = re.findall(r"`([^`]+)`", cells[-1])
            if len(cells) != len(RULE_COLUMNS) or not names:
                yield Problem(path, line, "a row is | rule | method | `test` |")
            for name in names:
                if not is_existing_test(repo, name):
                    yield Problem(path, line, f"no such test: {name}")


def rule_pages_name_methods(repo):
    """The method of a rule, ``_name``, is defined somewhere in the module."""
    for module in repo.product_modules:
        path = repo.root / "docs" / "rules" / f"{module.name}.md"
        if not path.is_file():
            continue
        source = "\n".join(
            file.read_text(encoding="utf-8")
            for file in [*module.python(), *module.glob("**/*.xml")]
        )
        for line, cells in _table_rows(path):
            for name in re.findall(r"`([^`]+)`", cells[1] if len(cells) > 1 else ""):
                last = re.split(r"[.:]", name.removesuffix("()"))[-1]
                if not re.search(rf"\b{re.escape(last)}\b", source):
                    yield Problem(path, line, f"{module.name} has no {name}")


def _table_rows(path):
    """The rows of the tables of a page, without heads and rulers."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        if not line.startswith("|") or _is_ruler(line) or _is_ruler(below):
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        yield number, [cell.strip() for cell in cells]


def _is_ruler(line):
    return bool(re.fullmatch(r"\|[\s:|-]+\|", line.strip()))


def changelog_names_modules(repo):
    path = repo.root / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for module in repo.product_modules:
        if module.name not in text:
            yield Problem(path, 1, f"no word about {module.name}")


def readme_names_modules(repo):
    path = repo.root / "README.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for module in repo.product_modules:
        if module.name not in text:
            yield Problem(path, 1, f"the map misses {module.name}")


def links_lead_somewhere(repo):
    pattern = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
    for path in repo.files:
        if path.suffix != ".md":
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            for target in pattern.findall(line):
                if not (path.parent / target).exists():
                    yield Problem(path, number, f"link to {target} leads nowhere")


RULES = (
    traceability_is_complete,
    traceability_rows_are_valid,
    traceability_tests_exist,
    rule_pages_name_tests,
    rule_pages_name_methods,
    changelog_names_modules,
    readme_names_modules,
    links_lead_somewhere,
)
