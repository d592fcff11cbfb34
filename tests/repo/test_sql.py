# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import sql

BAD = [
    (
        sql.sql_only_in_its_place,
        {"models/crm_a.py": "def f(self):\n    return SQL('SELECT 1')\n"},
        [("crm_a.py", 3)],
    ),
    (
        sql.sql_only_in_its_place,
        {"models/crm_a.py": "def f(self):\n    self.env.cr.execute('SELECT 1')\n"},
        [("crm_a.py", 3)],
    ),
    (
        sql.sql_run_by_models_only,
        {"controllers/main.py": "def f(env):\n    env.cr.execute(question())\n"},
        [("main.py", 3)],
    ),
    (
        sql.sql_text_is_literal,
        {"models/crm_a_queries.py": "def f(name):\n    return SQL(f'SELECT {name}')\n"},
        [("crm_a_queries.py", 3)],
    ),
    (
        sql.sql_text_is_literal,
        {"report/crm_a_report.py": "def f(text):\n    return SQL(text)\n"},
        [("crm_a_report.py", 3)],
    ),
    (
        sql.queries_run_nothing,
        {"models/crm_a_queries.py": "def f(env):\n    env.execute_query(SQL('x'))\n"},
        [("crm_a_queries.py", 3)],
    ),
]

GOOD = {
    "models/crm_a_queries.py": """
    def facts(env, ids):
        return SQL(
            "SELECT %(columns)s FROM crm_a WHERE id IN %(ids)s",
            columns=SQL(", ").join([SQL.identifier("a")]),
            ids=ids,
        )
    """,
    "models/crm_a.py": """
    class CrmA(models.Model):
        _name = "crm.a"

        def _refresh_facts(self):
            return self.env.execute_query(facts(self.env, tuple(self.ids)))
    """,
    "tests/test_a.py": "def test_a(self):\n    self.env.cr.execute('SELECT 1')\n",
    "hooks.py": "def post_init_hook(env):\n    env.cr.execute(SQL('SELECT 1'))\n",
}

OWNER = {
    "crm_lifecycle/__manifest__.py": "{'depends': ['mail']}\n",
    "crm_lifecycle/models/crm_a.py": """
    class CrmA(models.Model):
        _name = "crm.a"
    """,
    "crm_contracts/__manifest__.py": "{'depends': ['crm_lifecycle']}\n",
}
HEIR = {
    "crm_contracts/models/crm_a.py": """
    class CrmA(models.Model):
        _inherit = "crm.a"
    """
}


@pytest.mark.parametrize("rule", sql.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "expected"), BAD)
def test_bad_sample(module, found, rule, files, expected):
    assert found(rule, module(files)) == expected


@pytest.mark.parametrize("rule", sql.RULES)
def test_good_sample(module, found, rule):
    assert found(rule, module(GOOD)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} | {sql.sql_about_own_tables} == set(sql.RULES)


@pytest.mark.parametrize(
    ("text", "more_files", "problems"),
    [
        ("SELECT 1 FROM crm_a", {}, 1),
        ("SELECT 1 FROM crm_a", HEIR, 0),
        ("UPDATE crm_a SET x = 1", HEIR, 1),
        ('INSERT INTO "crm_a" (id) VALUES (1)', HEIR, 1),
        ("SELECT crm_a_id FROM crm_b", {}, 0),
    ],
)
def test_another_modules_table(sample, text, more_files, problems):
    queries = {"crm_contracts/models/x_queries.py": f"def f():\n    return {text!r}\n"}
    repo = sample({**OWNER, **queries, **more_files})
    assert len(list(sql.sql_about_own_tables(repo))) == problems
