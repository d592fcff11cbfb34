# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import layout, order

RULES = layout.RULES + order.RULES


def lines(count):
    return "x = 1\n" * count


def method(count, name="work"):
    return f"def {name}(self):\n" + "    self.x = 1\n" * (count - 1)


# rule, files of a module that break it, where the problem must be found
BAD = [
    (layout.python_can_be_read, {"models/a.py": "x = 1\ny = (\n"}, [("a.py", 3)]),
    (
        layout.one_model_per_file,
        {
            "models/crm_a.py": """
            class CrmA(models.Model):
                _name = "crm.a"

            class CrmB(models.Model):
                _name = "crm.b"
            """
        },
        [("crm_a.py", 6)],
    ),
    (
        layout.model_outside_its_folder,
        {"controllers/main.py": "class CrmA(models.Model):\n    _name = 'crm.a'\n"},
        [("main.py", 2)],
    ),
    (
        layout.file_named_after_model,
        {"models/things.py": "class CrmA(models.Model):\n    _name = 'crm.a'\n"},
        [("things.py", 2)],
    ),
    (
        layout.file_named_after_model,
        {"models/partner.py": "class P(models.Model):\n    _inherit = 'res.partner'\n"},
        [("partner.py", 2)],
    ),
    (
        layout.class_named_after_model,
        {"models/crm_a.py": "class A(models.Model):\n    _name = 'crm.a'\n"},
        [("crm_a.py", 2)],
    ),
    (layout.file_length, {"models/rules.py": lines(401)}, [("rules.py", 401)]),
    (
        layout.methods_per_class,
        {
            "models/engine.py": "class Engine:\n"
            + "".join(f"    def m{n}(self): pass\n" for n in range(26))
        },
        [("engine.py", 2)],
    ),
    (layout.method_length, {"models/rules.py": method(41)}, [("rules.py", 2)]),
    (layout.xml_length, {"views/a.xml": "\n" * 301}, [("a.xml", 301)]),
    (layout.js_length, {"static/src/a.js": "\n" * 121}, [("a.js", 121)]),
    (
        order.member_order,
        {
            "models/crm_a.py": """
            class CrmA(models.Model):
                _name = "crm.a"

                def _work(self):
                    pass

                name = fields.Char()
            """
        },
        [("crm_a.py", 9)],
    ),
    (
        order.member_order,
        {
            "models/crm_a.py": """
            class CrmA(models.Model):
                _name = "crm.a"

                def action_open(self):
                    pass

                @api.depends("name")
                def _set_figures(self):
                    pass

                def write(self, vals):
                    return super().write(vals)
            """
        },
        [("crm_a.py", 6)],
    ),
]

GOOD = {
    "models/crm_a.py": """
    class CrmA(models.Model):
        _name = "crm.a"
        _description = "A"

        @api.model
        def _default_stage_id(self):
            return 1

        name = fields.Char()
        amount = fields.Float(compute="_compute_amount", search="_search_amount")

        _positive = models.Constraint("CHECK (amount > 0)", "Negative")

        @api.depends("name")
        def _compute_amount(self):
            pass

        def _search_amount(self, operator, value):
            return NotImplemented

        def _selection_kind(self):
            return []

        @api.constrains("name")
        def _check_name(self):
            pass

        @api.model_create_multi
        def create(self, vals_list):
            return super().create(vals_list)

        def action_open(self):
            return {}

        def _search_twins(self, name):
            return name

        @api.autovacuum
        def _gc_old(self):
            return 0, 0

        def _cron_refresh(self):
            pass
    """,
    "models/res_partner.py": """
    class ResPartner(models.Model):
        _inherit = "res.partner"
    """,
    "report/file.py": """
    class File(models.AbstractModel):
        _name = "report.crm_lifecycle.file"
    """,
    "demo/a.xml": "\n" * 999,
    "models/rules.py": f"{method(39)}\n\n{method(3, 'other')}",
}


@pytest.mark.parametrize("rule", RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "expected"), BAD)
def test_bad_sample(module, found, rule, files, expected):
    assert found(rule, module(files)) == expected


@pytest.mark.parametrize("rule", RULES)
def test_good_sample(module, rule):
    assert [problem for problem in rule(module(GOOD)) if not problem.soft] == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(RULES)


def test_one_misplaced_member_is_one_problem():
    assert order.longest_ordered([0, 9, 2, 2, 4, 7]) == {0, 2, 3, 4, 5}
    assert order.longest_ordered([]) == set()


def test_soft_limits_only_warn(module):
    repo = module({"models/rules.py": lines(301) + method(26)})
    problems = [*layout.file_length(repo), *layout.method_length(repo)]
    assert [problem.soft for problem in problems] == [True, True]


def test_docstring_is_no_length(module, found):
    text = '    """' + "Why.\n" * 9 + '    """\n'
    head, body = method(40).split("\n", 1)
    repo = module({"models/rules.py": f"{head}\n{text}{body}"})
    assert all(problem.soft for problem in layout.method_length(repo))
