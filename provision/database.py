# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases of this checkout: make, copy, rename and drop, with their files."""

import json
import os
import shutil
from contextlib import closing

from .errors import Problem
from .paths import DATA, DATABASE_PREFIX


def connect(name):
    import psycopg2

    link = psycopg2.connect(dbname=name, connect_timeout=10)
    link.autocommit = True
    return closing(link)


def rows(name, query, values=()):
    """Run one statement in a database and return its rows."""
    with connect(name) as link:
        cursor = link.cursor()
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def _admin(name, statement, *names):
    """Run a statement about databases; explain the usual reasons to fail."""
    import psycopg2
    from psycopg2 import errors, sql

    query = sql.SQL(statement).format(*map(sql.Identifier, (name, *names)))
    try:
        rows("postgres", query)
    except errors.ObjectInUse:
        raise Problem(
            f"The database {(names or (name,))[0]} is in use: close the programs that"
            " use it ('make stop' ends the demo) and try again."
        )
    except errors.DiskFull:
        raise Problem("PostgreSQL has no room left on its disk: make room.")
    except psycopg2.Error as error:
        raise Problem(f"PostgreSQL refused: {str(error).strip().splitlines()[0]}.")


def exists(name):
    return bool(
        rows("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", [name])
    )


def ours(prefix=DATABASE_PREFIX):
    """Return the names of this checkout's databases."""
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1"
    return [name for (name,) in rows("postgres", query, [prefix])]


def filestore(name):
    return DATA / "filestore" / name


def drop(name):
    _admin(name, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
    shutil.rmtree(filestore(name), ignore_errors=True)


def copy(template, name):
    """Copy a database; its files are shared, for Odoo never changes one."""
    drop(name)
    _admin(name, "CREATE DATABASE {} TEMPLATE {}", template)
    if filestore(template).exists():
        shutil.copytree(filestore(template), filestore(name), copy_function=os.link)


def create(name):
    drop(name)
    _admin(name, "CREATE DATABASE {} TEMPLATE template0 LC_COLLATE 'C'")
    rows(name, "CREATE EXTENSION IF NOT EXISTS pg_trgm")


def rename(old, new):
    _admin(old, "ALTER DATABASE {} RENAME TO {}", new)
    if filestore(old).exists():
        shutil.rmtree(filestore(new), ignore_errors=True)
        filestore(old).rename(filestore(new))


def label(name, values):
    """Write a small record on the database itself, where it cannot get lost."""
    from psycopg2 import sql

    statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
    text = sql.Literal(json.dumps(values))
    rows("postgres", statement.format(sql.Identifier(name), text))


def read_label(name):
    query = (
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = %s"
    )
    found = rows("postgres", query, [name])
    try:
        return json.loads(found[0][0]) if found else {}
    except (TypeError, ValueError):
        return {}
