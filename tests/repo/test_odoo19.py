# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import odoo19


def model(body):
    return {"models/a.py": f"class A(models.Model):\n    _name = 'crm.a'\n    {body}\n"}


BAD = [
    (odoo19.constraint_as_object, model("_sql_constraints = []"), 4),
    (odoo19.method_is_called, model("def name_get(self): pass"), 4),
    (odoo19.field_argument_is_known, model("a = fields.Char(oldname='b')"), 4),
    (
        odoo19.view_is_alive,
        {"views/a.xml": '<odoo>\n<t t-name="kanban-box"/></odoo>'},
        2,
    ),
    (
        odoo19.view_is_alive,
        {"views/a.xml": '<odoo>\n<field name="view_mode">tree,form</field></odoo>'},
        2,
    ),
    (
        odoo19.route_is_guarded,
        {"controllers/a.py": "@route('/a', csrf=False)\ndef a(): pass\n"},
        2,
    ),
    (
        odoo19.route_is_guarded,
        {"controllers/a.py": "@route('/a', type='json')\ndef a(): pass\n"},
        2,
    ),
]
GOOD = {
    **model("a = fields.Char(tracking=True)"),
    "views/a.xml": '<t t-name="card"><field name="view_mode">list</field></t>',
    "controllers/a.py": "@route('/a', type='http', methods=['POST'])\ndef a(): pass\n",
}


@pytest.mark.parametrize("rule", odoo19.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "line"), BAD)
def test_bad_sample(module, rule, files, line):
    assert [problem.line for problem in rule(module(files))] == [line]


@pytest.mark.parametrize("rule", odoo19.RULES)
def test_good_sample(module, found, rule):
    assert found(rule, module(GOOD)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(odoo19.RULES)
