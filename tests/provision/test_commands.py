# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The commands: versions, locks, ports, unfinished business, closing lines."""

import errno
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from provision import addons, cli, demo, i18n, server, testing
from provision.errors import Problem

ROOT = Path(__file__).resolve().parents[2]


def test_wrong_python_is_named(checkout, sentence):
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 1); sys.argv = ['provision'];"
        "runpy.run_module('provision', run_name='__main__')"
    )
    done = checkout.python(code, PROVISION_PYTHON="tried")
    sentence((done.returncode, done.stderr), "3.10 to 3.13", "3.9", "PYTHON=")


def test_unknown_command(checkout):
    status, output = checkout.run("dance")
    assert status == 2
    assert "make help" in output


def test_help_names_every_command():
    told = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert all(f"make {name}" in told for name in cli.COMMANDS)


def test_second_run_waits_for_the_first(checkout):
    code = (
        "import time; from provision import locks, paths\n"
        "with locks.only_one(paths.STATE / 'x.lock', 'the test'):\n"
        "    print('in', time.monotonic()); time.sleep({}); print('out',"
        " time.monotonic())"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code.format(2)],
        cwd=checkout.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    lock = checkout.root / ".odoo" / "x.lock"
    while not lock.exists() or not lock.read_text():
        time.sleep(0.05)
    second = checkout.python(code.format(0)).stdout
    out = float(re.search(r"out ([\d.]+)", first.communicate()[0])[1])
    assert f"process {first.pid}) is busy with the test" in second
    assert float(re.search(r"in ([\d.]+)", second)[1]) >= out


def test_taken_port_gives_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < server.free_port(port) < port + 100


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_senseless_port(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Problem, match="no port number"):
        server.wanted_port()


def test_record_of_a_server_that_is_gone(monkeypatch, tmp_path):
    """The number of our process may long belong to somebody else."""
    monkeypatch.setattr(server, "RECORD", tmp_path / "server.json")
    record = {"pid": os.getpid(), "birth": "1", "port": 1}
    server.RECORD.write_text(json.dumps(record))
    assert server.running() is None
    record["birth"] = server.birth(os.getpid())
    server.RECORD.write_text(json.dumps(record))
    assert server.running() == record


def test_clean_leaves_nothing(checkout):
    checkout.python("from provision import postgres; postgres.ensure()")
    assert checkout.run("clean")[0] == 0
    assert not (checkout.root / ".odoo").exists()


def test_addons_come_after_what_they_need(tmp_path, monkeypatch):
    for name, depends in {"a": ["c"], "b": ["a", "crm"], "c": ["base"]}.items():
        (tmp_path / name).mkdir()
        manifest = tmp_path / name / "__manifest__.py"
        manifest.write_text(repr({"name": name, "depends": depends}))
    assert addons.in_order(addons.manifests(tmp_path)) == ["c", "a", "b"]


def test_terms_are_exported_without_what_bridges_bring_in(monkeypatch):
    bridge = {"depends": ["a", "stock"], "auto_install": True}
    monkeypatch.setattr(addons, "manifests", lambda: {"a": {}, "a_stock": bridge})
    assert i18n.worlds() == [["a"], ["a", "a_stock"]]
    monkeypatch.setattr(addons, "manifests", lambda: {"a": {}})
    assert i18n.worlds() == [["a"]]


def test_fingerprint_of_an_addon_follows_its_content(tmp_path, monkeypatch):
    monkeypatch.setattr(addons, "PLACES", (tmp_path,))
    base = tmp_path / "a"
    base.mkdir()
    (base / "__manifest__.py").write_text("{}")
    first = addons.digest("a")
    (base / "i18n").mkdir()
    (base / "i18n" / "a.pot").write_text("msgid")
    assert addons.digest("a") == first, "translations are read from the files"
    (base / "models.py").write_text("x = 1")
    assert addons.digest("a") != first


def test_files_are_dealt_out_evenly(tmp_path):
    files = []
    for number in range(1, 7):
        files.append(tmp_path / f"test_{number}.py")
        files[-1].write_text("def test_x(): ...\n" * number)
    first, second = testing.share(files)
    assert sorted(first + second) == files
    assert abs(sum(map(testing.weight, first)) - sum(map(testing.weight, second))) <= 1


def test_closing_line_adds_up_the_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(testing, "REPORTS", tmp_path)
    for number in (1, 2):
        (tmp_path / f"{number}.xml").write_text(
            '<testsuites><testsuite tests="5" failures="1" errors="0" skipped="2"/>'
            "</testsuites>"
        )
    assert testing.summary() == ("4 passed, 2 failed, 4 skipped", False)


def test_no_test_at_all_is_no_success(tmp_path, monkeypatch):
    monkeypatch.setattr(testing, "REPORTS", tmp_path)
    assert testing.summary() == ("0 passed, 0 failed, 0 skipped", False)


def test_full_disk_and_missing_rights_in_words():
    full = cli.os_error_sentence(OSError(errno.ENOSPC, "No space", "a"))
    assert full == "The disk is full (writing a): make room, try again."
    assert "No right to write b" in cli.os_error_sentence(PermissionError(13, "", "b"))


def test_welcome_leaves_out_people_who_are_not_there():
    text = demo.WELCOME.read_text()
    shown = demo.fitting(text, {"admin", "sally"}, "http://127.0.0.1:1")
    assert "http://127.0.0.1:1" in shown
    assert "  sally " in shown
    assert "1. As sally:" in shown
    assert "dora" not in shown
    assert "make stop" in shown


def test_welcome_names_people_of_the_demo_files():
    """With all four modules here, every log-in of the text stands in a demo file."""
    if len([name for name in addons.names() if (ROOT / name / "demo").is_dir()]) < 4:
        pytest.skip("the demo company is not complete yet")
    files = [*ROOT.glob("crm_*/demo/*.py"), *ROOT.glob("crm_*/demo/*.xml")]
    made = "".join(path.read_text() for path in files)
    people = demo.PERSON.findall(demo.WELCOME.read_text())
    logins = {guide or listed for guide, listed in people} - {"admin"}
    assert len(logins) > 8
    assert {n for n in logins if not re.search(rf"\b{n}\b", made)} == set()
