# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The private server and the configured one."""

import pytest

START = "from provision import postgres; print(postgres.ensure())"
TALK = """
import os
from provision import database, errors, postgres
os.environ.update(postgres.ensure())
"""


def test_private_server_starts_twice_and_stops(checkout):
    first = checkout.python(START)
    assert "PGHOST" in first.stdout, first.stderr
    again = checkout.python(START)
    # the first start also says what it makes; on a bare machine it fetches a server
    assert again.stdout.splitlines() == first.stdout.splitlines()[-1:]
    assert "private PostgreSQL is stopped" in checkout.run("stop")[1]
    assert "Nothing runs" in checkout.run("stop")[1]


@pytest.mark.slow
def test_embedded_server_has_contrib(checkout):
    """As on a machine without PostgreSQL; fetches the embedded one with pip."""
    code = TALK + (
        "database.create('crm_a')\n"
        "query = \"SELECT similarity('coal', 'coals') > 0.5, current_setting('{}')\"\n"
        "print(database.rows('crm_a', query.format('server_version_num')))"
    )
    done = checkout.python(code, PROVISION_EMBEDDED="1")
    assert done.stdout.strip().splitlines()[-1].startswith("[(True, '18"), done.stderr


def test_socket_fits_however_deep_the_checkout_lies(tmp_path):
    from conftest import Checkout

    deep = tmp_path / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    checkout = Checkout(deep)
    try:
        code = TALK + "print(len(os.environ['PGHOST']), database.ours())"
        done = checkout.python(code)
        length, databases = done.stdout.strip().splitlines()[-1].split(maxsplit=1)
        assert databases == "[]"
        assert int(length) <= 93, done.stderr
    finally:
        checkout.run("stop")
        checkout.run("clean")


def test_half_made_data_folder_is_made_again(checkout):
    code = START + "; print(postgres.private_cluster().data)"
    checkout.python(code)
    checkout.run("stop")
    found = "p = postgres.private_cluster(); (p.data / 'PG_VERSION').unlink()"
    checkout.python(f"from provision import postgres; {found}")
    done = checkout.python(START)
    assert "PGHOST" in done.stdout, done.stderr


def test_copies_and_names_of_databases(checkout):
    code = TALK + (
        "database.create('crm_a')\n"
        "database.label('crm_a', {'checkout': 'x'})\n"
        "database.copy('crm_a', 'crm_b')\n"
        "database.rename('crm_b', 'crm_c')\n"
        "print(database.ours('crm_'), database.read_label('crm_a'))\n"
        "print(database.read_label('crm_c'), database.read_label('none'))"
    )
    done = checkout.python(code)
    assert done.stdout.strip().splitlines()[-2:] == [
        "['crm_a', 'crm_c'] {'checkout': 'x'}",
        "{} {}",
    ], done.stderr


def test_busy_database(checkout):
    code = TALK + (
        "database.create('crm_a')\n"
        "with database.connect('crm_a'):\n"
        "    try:\n"
        "        database.copy('crm_a', 'crm_b')\n"
        "    except errors.Problem as problem:\n"
        "        print(problem)"
    )
    done = checkout.python(code)
    assert "crm_a is in use: close the programs" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PGHOST": "127.0.0.1", "PGPORT": "9"}, ("cannot be used", "unset them")),
        ({"PGHOST": "/nonexistent"}, ("cannot be used", "PGHOST=/nonexistent")),
    ],
)
def test_configured_server_that_is_not_there(checkout, settings, words):
    code = (
        "from provision import errors, postgres\n"
        "try:\n    postgres.ensure()\n"
        "except errors.Problem as problem:\n    print(problem)"
    )
    done = checkout.python(code, **settings)
    assert all(word in done.stdout for word in words), done.stderr


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("postgres", "refuses to work as the role 'postgres'"),
        ("weak", "may not create databases"),
        ("strong", "fits"),
    ],
)
def test_configured_server_and_its_role(checkout, role, words):
    """The private server stands in for one that the user configured."""
    code = TALK + (
        "database.rows('postgres', 'CREATE ROLE postgres LOGIN CREATEDB')\n"
        "database.rows('postgres', 'CREATE ROLE weak LOGIN')\n"
        "database.rows('postgres', 'CREATE ROLE strong LOGIN CREATEDB')\n"
        f"os.environ['PGUSER'] = '{role}'\n"
        "try:\n    postgres.ensure()\n    print('fits')\n"
        "except errors.Problem as problem:\n    print(problem)"
    )
    done = checkout.python(code)
    assert words in done.stdout, done.stderr
