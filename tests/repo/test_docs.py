# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import documents

HEAD = "id,module,status,where,test\n"
REST = "".join(f"{name},crm_lifecycle,open,,\n" for name in documents.ALL_IDS[1:])
MODULE = {
    "crm_lifecycle/__manifest__.py": "{'depends': []}\n",
    "crm_lifecycle/models/crm_a.py": "def _check_a(self): pass\n",
    "crm_lifecycle/tests/test_a.py": "class A(X):\n    def test_a(self): pass\n",
}
TEST = "crm_lifecycle/tests/test_a.py::A::test_a"
GOOD = {
    **MODULE,
    "CHANGELOG.md": "- crm_lifecycle: first\n",
    "README.md": "crm_lifecycle, [more](docs/index.md), [a](#b), [w](https://x.org)\n",
    "docs/index.md": "Nothing.\n",
    "docs/rules/crm_lifecycle.md": "| rule | method | test |\n|---|---|---|\n"
    f"| No twins. | `crm.a._check_a` | `{TEST}` |\n",
    "docs/traceability.csv": f"{HEAD}S-001,crm_lifecycle,done,Menu,{TEST}\n{REST}",
}


def trace(row):
    return {"docs/traceability.csv": f"{HEAD}{row}\n{REST}"}


def page(row):
    return {"docs/rules/crm_lifecycle.md": f"| r | m | t |\n|---|---|---|\n{row}\n"}


BAD = [
    (documents.traceability_is_complete, {"docs/traceability.csv": "id,test\n"}, 1),
    (documents.traceability_is_complete, {"docs/traceability.csv": HEAD + REST}, 1),
    (documents.traceability_is_complete, trace("S-999,crm_lifecycle,open,,"), 2),
    (documents.traceability_is_complete, trace("S-002,crm_lifecycle,open,,"), 3),
    (documents.traceability_rows_are_valid, trace("S-001,crm_lifecycle,maybe,,"), 1),
    (documents.traceability_rows_are_valid, trace("S-001,crm_lifecycle,done,,"), 1),
    (documents.traceability_rows_are_valid, trace("S-001,,not applicable,,"), 1),
    (documents.traceability_rows_are_valid, trace("S-001,sale,open,,"), 1),
    (
        documents.traceability_tests_exist,
        trace(f"S-001,crm_lifecycle,done,Menu,{TEST} {TEST}b"),
        1,
    ),
    (documents.rule_pages_name_tests, page("| No twins. | `_check_a` | none |"), 1),
    (documents.rule_pages_name_tests, page(f"| R | `_check_a` | `{TEST}b` |"), 1),
    (documents.rule_pages_name_methods, page(f"| R | `_check_b` | `{TEST}` |"), 1),
    (documents.changelog_names_modules, {"CHANGELOG.md": "Nothing.\n"}, 1),
    (documents.readme_names_modules, {"README.md": "Nothing.\n"}, 1),
    (documents.links_lead_somewhere, {"README.md": "[x](docs/x.md)\n"}, 1),
]


@pytest.mark.parametrize("rule", documents.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "problems"), BAD)
def test_bad_sample(sample, rule, files, problems):
    assert len(list(rule(sample({**MODULE, **files})))) == problems


@pytest.mark.parametrize("rule", documents.RULES)
def test_good_sample(sample, found, rule):
    assert found(rule, sample(GOOD)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(documents.RULES)
