# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where things are: the checkout, its private folder and the shared cache."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".odoo"
VENV = STATE / "venv"
PYTHON = VENV / "bin" / "python"
LOGS = STATE / "log"
DATA = STATE / "data"

# Tells the databases of two checkouts on one server apart.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]
DATABASE_PREFIX = f"crm_{CHECKOUT}_"


def cache():
    """Return the folder of downloads, which all checkouts of a user share."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "odoo-crm-suite"


def make_state():
    """Create the private folder; others may pass through, not look inside."""
    STATE.mkdir(mode=0o711, exist_ok=True)
    for folder in (LOGS, DATA):
        folder.mkdir(mode=0o700, exist_ok=True)
