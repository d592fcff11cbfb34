# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import names


def model(name, body="pass"):
    return f"class A(models.Model):\n    _name = {name!r}\n    {body}\n"


def extension(name, body):
    return f"class A(models.Model):\n    _inherit = {name!r}\n    {body}\n"


BAD = [
    (names.model_name_ending, model("crm.customer.action"), 2),
    (names.model_name_is_free, model("crm.claim.stage"), 2),
    (names.model_name_is_free, model("contract.contract"), 2),
    (names.model_name_prefix, model("customer.visit"), 2),
    (names.model_has_one_class, model("crm.twin") + model("crm.twin"), 5),
    (
        names.field_name_is_free,
        extension("res.partner", "stage_id = fields.Many2one('crm.lifecycle.stage')"),
        4,
    ),
    (
        names.field_name_is_free,
        extension("res.company", "rma_days = fields.Integer()"),
        4,
    ),
]
GOOD = [
    model("crm.customer", "stage_id = fields.Many2one('crm.lifecycle.stage')"),
    model("crm.contract.instalment"),
    extension("res.partner", "lifecycle_stage_id = fields.Many2one('crm.stage')"),
    extension("rma", "name = fields.Char()"),
]


@pytest.mark.parametrize("rule", names.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "text", "line"), BAD)
def test_bad_sample(module, found, rule, text, line):
    assert found(rule, module({"models/a.py": text})) == [("a.py", line)]


@pytest.mark.parametrize("rule", names.RULES)
def test_good_sample(module, found, rule):
    files = {f"models/a{number}.py": text for number, text in enumerate(GOOD)}
    assert found(rule, module(files)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(names.RULES)
