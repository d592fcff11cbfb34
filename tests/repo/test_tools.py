# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The limits that ruff holds are switched on in this repository."""

import shutil
import subprocess

import pytest
from conftest import ROOT

BRANCHES = "".join(f"    if x == {n}:\n        x += 1\n" for n in range(10))
SAMPLES = {
    "C901": f"def f(x):\n{BRANCHES}    return x\n",
    "E501": f'X = "{"x" * 90}"\n',
    "ERA001": "# x = compute(1, 2)\n",
    "I001": "import os\nimport ast\n\nX = (os, ast)\n",
    "PLR0913": "def f(a, b, c, d, e, g):\n    return a\n",
    "S608": "def f(t):\n    return f'SELECT x FROM {t} WHERE y = 1'\n",
    "T201": "print(1)\n",
}


@pytest.mark.skipif(not shutil.which("ruff"), reason="ruff is not installed")
@pytest.mark.parametrize("code", SAMPLES)
def test_ruff_finds(code):
    run = subprocess.run(
        ["ruff", "check", "--no-cache", "--stdin-filename", "crm_x/models/a.py", "-"],
        input=SAMPLES[code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert code in run.stdout, run.stdout + run.stderr
