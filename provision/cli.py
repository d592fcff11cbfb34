# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The commands behind the Makefile, and one sentence when they cannot work."""

import errno
import os
import signal
import sys
from importlib import import_module

from . import odoo_source, paths, venv
from .console import say
from .errors import Problem

COMMANDS = {
    "demo": ("demo", "run"),
    "stop": ("housekeeping", "stop"),
    "clean": ("housekeeping", "clean"),
    "odoo": ("housekeeping", "odoo"),
    "shell": ("housekeeping", "shell"),
    "psql": ("housekeeping", "psql"),
    "bench": ("housekeeping", "bench"),
    "lint": ("lint", "run"),
    "test": ("testing", "run"),
    "check": ("check", "run"),
    "i18n": ("i18n", "run"),
    "screenshots": ("screenshots", "run"),
}
# These work on what is there and provision nothing, or need no Odoo.
PLAIN = ("stop", "clean")
WITHOUT_ODOO = ("lint",)


def main(arguments):
    name, rest = (arguments or ["help"])[0], arguments[1:]
    if name not in COMMANDS:
        say("Commands: " + ", ".join(COMMANDS) + ". 'make help' says what they do.")
        return 0 if name == "help" else 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        return dispatch(name, rest) or 0
    except Problem as problem:
        print(f"{name}: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print(
            f"\n{name}: stopped; nothing half-made is left, the same command starts"
            " again.",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        return 141
    except OSError as error:
        print(f"{name}: {os_error_sentence(error)}", file=sys.stderr)
    return 1


def dispatch(name, arguments):
    paths.make_state()
    if name not in PLAIN and not in_environment():
        # The rest needs packages, so it goes on in the private environment.
        if name not in WITHOUT_ODOO:
            odoo_source.find()
        venv.ensure("odoo")
        os.chdir(paths.ROOT)
        command = [str(paths.PYTHON), "-m", "provision", name, *arguments]
        os.execv(command[0], command)
    if name not in PLAIN:
        path = os.environ.get("PATH", os.defpath)
        os.environ["PATH"] = f"{paths.VENV / 'bin'}{os.pathsep}{path}"
    module, function = COMMANDS[name]
    return getattr(import_module(f"provision.{module}"), function)(arguments)


def in_environment():
    return paths.VENV.exists() and os.path.samefile(sys.prefix, paths.VENV)


def os_error_sentence(error):
    if error.errno == errno.ENOSPC:
        what = f" (writing {error.filename})" if error.filename else ""
        return f"The disk is full{what}: make room, try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"No right to write {error.filename}: give it to"
            f" {os.environ.get('USER') or os.geteuid()}, or work in another folder."
        )
    return f"{error.strerror or error} ({error.filename or 'no file'})."
