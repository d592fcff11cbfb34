# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Start here: ``python3 -m provision help``.

This file is plain enough for any Python 3, so that an old one can be told
apart before anything newer is imported.
"""

import os
import shutil
import sys

OLDEST, NEWEST = (3, 10), (3, 13)


def suitable_python():
    """Return the command of another Python that fits, or None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = shutil.which(f"python3.{minor}")
        if command and os.access(command, os.X_OK):
            return command
    return None


def main():
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        from .cli import main as run

        return run(sys.argv[1:])
    other = suitable_python()
    if other and "PROVISION_PYTHON" not in os.environ:
        os.environ["PROVISION_PYTHON"] = other
        os.execv(other, [other, "-m", "provision"] + sys.argv[1:])
    sys.stderr.write(
        "Odoo 19 runs on Python 3.10 to 3.13, and this is"
        f" {sys.version_info[0]}.{sys.version_info[1]}: install one of those and name"
        " it, for example 'make demo PYTHON=python3.12'.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
