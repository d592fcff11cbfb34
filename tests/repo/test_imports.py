# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import imports

MODEL = "class CrmA(models.Model):\n    _name = 'crm.a'\n"
BAD = [
    (
        imports.init_imports_models_and_tests,
        {"models/__init__.py": "", "models/crm_a.py": MODEL},
        [("crm_a.py", 1)],
    ),
    (
        imports.init_imports_models_and_tests,
        {"tests/__init__.py": "from . import common\n", "tests/test_a.py": ""},
        [("test_a.py", 1)],
    ),
    (imports.file_is_imported, {"models/rules.py": ""}, [("rules.py", 1)]),
    (
        imports.file_is_imported,
        {
            "models/rules.py": "",
            "tests/__init__.py": "from . import test_a\n",
            "tests/test_a.py": "from ..models.rules import LIMIT\n",
        },
        [("rules.py", 1)],
    ),
    (
        imports.package_is_imported,
        {"__init__.py": "", "models/__init__.py": ""},
        [("__init__.py", 1)],
    ),
    (
        imports.init_is_alphabetical,
        {"models/__init__.py": "from . import b\nfrom . import a\n"},
        [("__init__.py", 3)],
    ),
]
GOOD = {
    "__init__.py": "from . import models\nfrom .hooks import post_init_hook\n",
    "hooks.py": "def post_init_hook(env): pass\n",
    "models/__init__.py": "from . import x_mixin\n\n# isort: split\n"
    "from . import crm_a, crm_b\n",
    "models/x_mixin.py": "",
    "models/crm_a.py": f"from .rules import LIMIT\n{MODEL}",
    "models/crm_b.py": MODEL,
    "models/rules.py": "LIMIT = 1\n",
    "tests/__init__.py": "from . import test_a\n",
    "tests/common.py": "",
    "tests/test_a.py": "from odoo.addons.crm_lifecycle.tests.common import A\n",
    "migrations/19.0.1.0.1/pre-migrate.py": "",
}


@pytest.mark.parametrize("rule", imports.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "expected"), BAD)
def test_bad_sample(module, found, rule, files, expected):
    assert found(rule, module(files)) == expected


@pytest.mark.parametrize("rule", imports.RULES)
def test_good_sample(module, found, rule):
    assert found(rule, module(GOOD)) == []


def test_every_rule_has_a_bad_sample():
    assert {rule for rule, *_rest in BAD} == set(imports.RULES)
