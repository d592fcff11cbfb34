# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo's server: start in the background, find again, stop."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import odoo_command
from .console import HEARTBEAT, last_line, say, stop
from .errors import Problem
from .paths import LOGS, ROOT, STATE

RECORD = STATE / "server.json"
LOG = LOGS / "demo-server.log"
FIRST_PORT = 8069
PATIENCE = 180


def running():
    """Return the record of the server that we started, if it still runs."""
    try:
        record = json.loads(RECORD.read_text())
    except (OSError, ValueError):
        return None
    return record if birth(record["pid"]) == record["birth"] else None


def birth(pid):
    """Return when a process began, for numbers of processes are used again."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def free_port(first):
    """Return the first port from here on that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port
    raise Problem(f"No port from {first} to {first + 99} is free: name one with PORT=.")


def start(odoo, database):
    """Start Odoo on one database and wait until it answers."""
    port = choose_port()
    settings = STATE / "demo.conf"
    odoo_command.write_settings(
        odoo,
        settings,
        db_name=database,
        dbfilter=f"^{database}$",
        http_port=port,
        max_cron_threads=1,
        workers=0,
    )
    process = launch(settings)
    record = {"pid": process.pid, "birth": birth(process.pid), "port": port}
    RECORD.write_text(json.dumps(record))
    try:
        wait(process, port)
    except BaseException:
        stop(process)
        RECORD.unlink()
        raise
    return record


def launch(settings):
    """Start the server in a session of its own: it outlives the terminal."""
    with open(LOG, "wb") as log:
        return subprocess.Popen(
            odoo_command.command("server", f"--config={settings}"),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def choose_port():
    first = wanted_port()
    port = free_port(first)
    if port != first:
        say(f"Port {first} is taken, so this takes {port}.")
    return port


def wanted_port():
    text = os.environ.get("PORT") or str(FIRST_PORT)
    if not text.isdigit() or not 0 < int(text) < 65436:
        raise Problem(f"PORT={text} is no port number: name one from 1024 to 65435.")
    return int(text)


def wait(process, port):
    started = beat = time.monotonic()
    while not answers(port):
        if process.poll() is not None:
            reason = last_line(LOG, "Error", "ERROR", "CRITICAL") or last_line(LOG)
            raise Problem(f"The server stopped: {reason} (the whole story: {LOG}).")
        now = time.monotonic()
        if now - started > PATIENCE:
            raise Problem(f"The server does not answer after {PATIENCE} s; see {LOG}.")
        if now - beat >= HEARTBEAT:
            beat = now
            say(f"  ... waiting for the server: {now - started:.0f} s")
        time.sleep(0.2)


def answers(port):
    try:
        address = f"http://127.0.0.1:{port}/web/login"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as error:
        raise Problem(f"The server answers {error.code} instead of a page; see {LOG}.")
    except OSError:
        return False


def end():
    """Stop the server if it runs; tell whether it did."""
    record = running()
    if record:
        os.kill(record["pid"], signal.SIGTERM)
        deadline = time.monotonic() + 15
        while running() and time.monotonic() < deadline:
            time.sleep(0.1)
        if running():
            os.kill(record["pid"], signal.SIGKILL)
    RECORD.unlink(missing_ok=True)
    return bool(record)
