# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
builder = runpy.run_path(str(ROOT / ".ci/build_readme"))


@pytest.mark.parametrize("module", builder["modules"](), ids=lambda path: path.name)
def test_readme_is_built_from_its_fragments(module):
    text = (module / "README.md").read_text("utf-8")
    assert text == builder["build"](module), "run .ci/build_readme"
