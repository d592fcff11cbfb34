# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import textwrap
import warnings
from pathlib import Path

import pytest
from house.text import HEADER
from house.tree import Repo

ROOT = Path(__file__).resolve().parents[2]


class HouseWarning(UserWarning):
    """A soft limit is passed."""


@pytest.fixture(scope="session", autouse=True)
def load_registry():
    """pytest-odoo would open a database here; these tests need none."""


@pytest.fixture(scope="session", autouse=True)
def load_http():
    """Nor a server."""


@pytest.fixture(scope="session")
def repo():
    return Repo(ROOT)


@pytest.fixture
def check(repo):
    """Hold one rule against this repository."""

    def check_rule(rule):
        name = rule.__name__.replace("_", "-")
        hard = []
        for problem in rule(repo):
            place = problem.path.relative_to(repo.root)
            text = f"{place}:{problem.line}: {name}: {problem.text}"
            if problem.soft:
                warnings.warn(text, HouseWarning, stacklevel=2)
            else:
                hard.append(text)
        assert not hard, "\n".join(["", *hard])

    return check_rule


@pytest.fixture
def sample(tmp_path):
    """A small repository of its own, to prove a rule against.

    ``sample({"crm_x/models/a.py": "..."})`` writes the files; Python files get the
    licence line, so the first line given is line 2.
    """

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = textwrap.dedent(text)
            if path.suffix == ".py":
                text = f"{HEADER}\n{text}"
            path.write_text(text, encoding="utf-8")
        return Repo(tmp_path)

    return write


@pytest.fixture
def module(sample):
    """Like ``sample``, inside a module crm_lifecycle with a good manifest."""

    def write(files, **manifest):
        values = {
            "name": "Sample",
            "summary": "A sample",
            "version": "19.0.1.0.0",
            "category": "Sales/CRM",
            "author": "Somebody",
            "license": "LGPL-3",
            "depends": ["mail"],
            **manifest,
        }
        inside = {f"crm_lifecycle/{name}": text for name, text in files.items()}
        return sample({"crm_lifecycle/__manifest__.py": f"{values!r}\n", **inside})

    return write


@pytest.fixture
def found():
    """The problems of a rule as comparable (file name, line) pairs."""

    def find(rule, repo):
        return [(problem.path.name, problem.line) for problem in rule(repo)]

    return find
