# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Talking to the person at the terminal, and running what takes a while."""

import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .errors import Problem

HEARTBEAT = 10
WORKERS = 2
_printing = threading.Lock()


def say(text=""):
    with _printing:
        print(text, flush=True)


def last_line(log, *words):
    """Return the last line of a log, or the last one with one of the words."""
    lines = Path(log).read_text(errors="replace").strip().splitlines()
    if words:
        lines = [line for line in lines if any(word in line for word in words)]
    return lines[-1].strip() if lines else ""


def _wait(process, label, progress):
    started = beat = time.monotonic()
    while process.poll() is None:
        time.sleep(0.1)
        if label and time.monotonic() - beat >= HEARTBEAT:
            beat = time.monotonic()
            detail = f", {progress()}" if progress else ""
            say(f"  ... {label}: {beat - started:.0f} s{detail}")
    return process.returncode


def run(command, log, label=None, progress=None, **options):
    """Run a command with its output in a log and a sign of life now and then.

    Return the exit status. When this program is stopped in the middle, the
    command is stopped with it.
    """
    Path(log).parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
        try:
            return _wait(process, label, progress)
        except BaseException:
            stop(process)
            raise


def must(command, log, problem, **options):
    """Run a command; when it fails, say the sentence and where to read more."""
    if run(command, log, **options):
        raise Problem(f"{problem} (the whole story: {log}).")


def stop(process, patience=15):
    """End a process that this program started."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def in_parallel(function, items):
    """Do the same with all items, two at a time; a stop cancels those that wait."""
    pool = ThreadPoolExecutor(WORKERS)
    try:
        return list(pool.map(function, items))
    finally:
        pool.shutdown(cancel_futures=True)
