# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import text
from house.tree import Repo

SLASH = "/"
BAD = [
    (text.no_machine_path, "see " + SLASH + "work/main/a.py\n"),
    (text.no_machine_path, "cd " + SLASH + "home/ann/suite\n"),
    (text.no_registry_host, "https:" + SLASH * 2 + "registry.npm" + "js.org/owl\n"),
    (text.no_registry_host, "index-url: py" + "pi.org/simple\n"),
]


@pytest.mark.parametrize("rule", text.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "line"), BAD)
def test_bad_text(sample, found, rule, line):
    assert found(rule, sample({"docs/a.md": f"first\n{line}"})) == [("a.md", 2)]


@pytest.mark.parametrize("rule", text.RULES)
def test_good_text(sample, found, rule):
    files = {
        "docs/a.md": "Work through docs/work/a.md and ~/.cache, then ./home/x/.\n",
        "a.py": "# why\nX = 1\n",
        "empty/__init__.py": "",
    }
    assert found(rule, sample(files)) == []


def test_unfinished_work(sample, found):
    repo = sample({"a.py": "x = 1  # TO" + "DO: later\n", "a.md": "TO" + "DO\n"})
    assert found(text.nothing_unfinished, repo) == [("a.py", 2)]


def test_missing_licence_line(tmp_path, found):
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "b.py").write_text(f"#!/usr/bin/env python3\n{text.HEADER}\nx = 1\n")
    assert found(text.licence_header, Repo(tmp_path)) == [("a.py", 1)]
