# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One at a time: two runs in one checkout, or two checkouts with one cache."""

import fcntl
import os
from contextlib import contextmanager

from .console import say


@contextmanager
def only_one(path, what):
    """Hold the lock file; wait, and say so, while another run holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            say(f"Waiting: another run (process {holder}) is busy with {what}.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield
