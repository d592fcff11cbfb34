# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import tests_layout

WITH_TEST = "class A(X):\n    def test_a(self):\n        pass\n"
BAD = [
    (tests_layout.common_holds_no_test, {"tests/common.py": WITH_TEST}, 2),
    (
        tests_layout.test_class_has_no_heirs,
        {"tests/test_a.py": f"{WITH_TEST}class B(A):\n    pass\n"},
        5,
    ),
]


@pytest.mark.parametrize("rule", tests_layout.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "line"), BAD)
def test_bad_sample(module, rule, files, line):
    assert [problem.line for problem in rule(module(files))] == [line]


def test_name_of_a_test(module):
    repo = module({"tests/test_a.py": WITH_TEST, "static/tests/a.test.js": ""})
    for name in ("tests/test_a.py::A::test_a", "static/tests/a.test.js"):
        assert tests_layout.is_existing_test(repo, f"crm_lifecycle/{name}")
    for name in (
        "tests/test_a.py",
        "tests/test_a.py::A::test_b",
        "tests/test_b.py::A::test_a",
        "models/crm_a.py",
    ):
        assert not tests_layout.is_existing_test(repo, f"crm_lifecycle/{name}")
