# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What only the system can install: a browser, a PDF printer, Chinese fonts."""

import os
import shutil
import subprocess

from .console import run, say
from .paths import LOGS

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
LOG = LOGS / "apt-install.log"


def missing():
    """Return the packages that are missing, each with what needs it."""
    found = {}
    if not any(map(shutil.which, BROWSERS)):
        found["chromium"] = "the tests in a browser"
    if not shutil.which("wkhtmltopdf"):
        found["wkhtmltopdf"] = "the tests that print PDF"
    if not has_chinese_font():
        found["fonts-noto-cjk"] = "Chinese letters in pictures and PDF"
    return found


def has_chinese_font():
    if not shutil.which("fc-list"):
        return os.path.isdir("/usr/share/fonts/opentype/noto")
    answer = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, check=False
    )
    return bool(answer.stdout.strip())


def ensure():
    """Install what is missing when that is allowed; say what goes without."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {', '.join(wanted)} with apt-get.")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        get = ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=300"]
        run([*get, "update"], LOG, label="apt-get update", env=environment)
        get += ["install", "--no-install-recommends"]
        run([*get, *wanted], LOG, label="apt-get install", env=environment)
        wanted = missing()
    for package, purpose in wanted.items():
        say(
            f"There is no {package}, so this goes without {purpose}: install it as"
            f" root with 'apt-get install {package}'."
        )
