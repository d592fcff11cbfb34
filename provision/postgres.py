# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PostgreSQL: the configured one, else one found here, else an embedded one.

The last two run as a private server: its data folder and its socket belong to
this checkout, it listens on no network address, and it never runs as root.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import venv
from .console import last_line, run, say
from .errors import Problem
from .locks import only_one
from .paths import CHECKOUT, LOGS, ROOT, STATE, VENV

OLDEST = 13
SETTINGS = ("PGHOST", "PGPORT", "PGUSER", "PGSERVICE")
# A socket's path must fit into 107 bytes.
LONGEST_SOCKET = 107
SOCKET_NAME = "/.s.PGSQL.5432"
ROLE = "odoo"
# Everything in here can be made again, so speed is worth more than safety.
TUNING = (
    "listen_addresses=''",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=512MB",
    "work_mem=32MB",
    "max_wal_size=4GB",
    "max_connections=100",
    # Removing the whole suite drops some hundred tables in one transaction.
    "max_locks_per_transaction=512",
    # Containers often have next to no /dev/shm.
    "dynamic_shared_memory_type=mmap",
)
LOG = LOGS / "postgresql.log"


@dataclass(frozen=True)
class Cluster:
    """A private server: programs, data, socket, and who it runs as."""

    programs: Path
    place: Path
    socket: Path
    user: pwd.struct_passwd | None

    @property
    def data(self):
        return self.place / "data"

    def call(self, program, *arguments):
        """Run one of PostgreSQL's programs as the server's user."""
        identity = {}
        if self.user:
            identity = {
                "user": self.user.pw_uid,
                "group": self.user.pw_gid,
                "extra_groups": [],
            }
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.place),
            # The embedded one brings libraries that the machine may not have.
            "LD_LIBRARY_PATH": str(self.programs.parent / "lib"),
        }
        command = [self.programs / program, *arguments]
        return run(command, LOG, env=environment, cwd=self.place, **identity)

    def own(self, folder):
        """Make a folder that only the server's user can look into."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = self.user.pw_uid if self.user else os.geteuid()
        if folder.lstat().st_uid != wanted:
            if os.geteuid() or folder.lstat().st_uid:
                raise Problem(
                    f"{folder} belongs to another user: remove it, or let its owner"
                    " run this."
                )
            os.chown(folder, wanted, self.user.pw_gid)
        folder.chmod(0o700)


def ensure():
    """Return the settings of a PostgreSQL that runs and fits."""
    if any(os.environ.get(name) for name in SETTINGS):
        names = (*SETTINGS, "PGPASSWORD", "PGPASSFILE")
        settings = {n: os.environ[n] for n in names if os.environ.get(n)}
        check(settings)
        return settings
    with only_one(STATE / "postgres.lock", "starting PostgreSQL"):
        cluster = private_cluster()
        start(cluster)
    return settings_of(cluster)


def settings_of(cluster):
    return {"PGHOST": str(cluster.socket), "PGPORT": "5432", "PGUSER": ROLE}


def check(settings):
    """Tell in one sentence why a configured server would not do."""
    shown = {**settings, "PGPASSWORD": "..."} if "PGPASSWORD" in settings else settings
    where = " ".join(f"{name}={value}" for name, value in shown.items())
    version, role, may_create = ask(where)
    if version < OLDEST:
        raise Problem(f"Odoo 19 needs PostgreSQL {OLDEST}; {where} is {version}.")
    if role == "postgres":
        raise Problem(
            "Odoo refuses to work as the role 'postgres': create another role with"
            " CREATEDB and name it in PGUSER."
        )
    if not may_create:
        raise Problem(f"The role {role} may not create databases: ALTER ROLE CREATEDB.")


def ask(where):
    """Return the version of the configured server, and who we are there."""
    import psycopg2

    try:
        with psycopg2.connect(dbname="postgres", connect_timeout=10) as link:
            cursor = link.cursor()
            cursor.execute(
                "SELECT current_user, rolcreatedb OR rolsuper FROM pg_roles"
                " WHERE rolname = current_user"
            )
            return (link.server_version // 10000, *cursor.fetchone())
    except psycopg2.Error as error:
        reason = (str(error).strip().splitlines() or ["no answer"])[0]
        raise Problem(
            f"The configured PostgreSQL ({where}) cannot be used: {reason}. Correct"
            " these variables, or unset them to get a private server."
        )


def private_cluster():
    programs, user = found_programs(), unprivileged_user()
    place = reachable_place(user)
    cluster = Cluster(programs or place / "embedded" / "bin", place, place, user)
    cluster.own(place)
    if not programs:
        unpack_embedded(cluster)
    socket = socket_folder(place)
    cluster.own(socket)
    return Cluster(cluster.programs, place, socket, user)


def found_programs():
    """Return the newest PostgreSQL on this machine that fits, with contrib."""
    if os.environ.get("PROVISION_EMBEDDED"):
        return None
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    folders += list(Path("/usr").glob("pgsql-*/bin"))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    fitting = {}
    for folder in folders:
        if version := fitting_version(folder):
            fitting[version] = folder
    return fitting[max(fitting)] if fitting else None


def fitting_version(programs):
    needed = ("initdb", "pg_ctl", "postgres", "pg_config")
    if not all(os.access(programs / name, os.X_OK) for name in needed[:3]):
        return None
    answer = subprocess.run(
        [programs / "postgres", "--version"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    version = re.search(r" (\d+)", answer)
    if not version or int(version[1]) < OLDEST:
        return None
    shares = (
        Path("/usr/share/postgresql") / version[1] / "extension",
        programs.parent / "share" / "extension",
        programs.parent / "share" / "postgresql" / "extension",
    )
    has_contrib = any((share / "pg_trgm.control").exists() for share in shares)
    return int(version[1]) if has_contrib else None


def unprivileged_user():
    """PostgreSQL refuses root: return who runs it then, else None."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(
        "PostgreSQL does not run as root and there is no user 'nobody' to run it as:"
        " run this as an ordinary user."
    )


def reachable_place(user):
    """Return the server's folder; a checkout in /root is closed to its user."""
    if user:
        parents = [STATE, *STATE.parents]
        if not all(path.stat().st_mode & 0o001 for path in parents):
            return Path("/var/tmp") / f"odoo-crm-suite-{CHECKOUT}"
    return STATE / "pg"


def socket_folder(place):
    folder = place / "socket"
    if len(os.fsencode(f"{folder}{SOCKET_NAME}")) <= LONGEST_SOCKET:
        return folder
    return Path("/tmp") / f"odoo-crm-{os.geteuid()}-{CHECKOUT}"


def unpack_embedded(cluster):
    """Let the embedded PostgreSQL lay out its programs, then use those."""
    target = cluster.place / "embedded"
    if target.exists():
        return
    say("No PostgreSQL here: taking the embedded one.")
    venv.ensure("postgres")
    program = next(VENV.glob("lib/python3*/site-packages/pg0/bin/pg0"))
    work = Path(tempfile.mkdtemp(prefix="tmp-", dir=cluster.place))
    cluster.own(work)
    # A copy, because the server's user may not reach the environment.
    runner = shutil.copy(program, work / "pg0")
    os.chmod(runner, 0o755)
    inner = Cluster(work, work, work, cluster.user)
    if inner.call("pg0", "start", "--name", "unpack"):
        raise Problem(
            f"The embedded PostgreSQL did not start: {last_line(LOG)} (the whole"
            f" story: {LOG})."
        )
    inner.call("pg0", "stop", "--name", "unpack")
    unpacked = next((work / ".pg0" / "installation").iterdir())
    unpacked.rename(target)
    shutil.rmtree(work)


def start(cluster):
    """Start the server unless it runs; make its data folder on first use."""
    if not (cluster.data / "PG_VERSION").exists():
        initialise(cluster)
    if cluster.call("pg_ctl", "-D", cluster.data, "status") == 0:
        return
    options = " ".join(f"-c {setting}" for setting in TUNING)
    options += f" -k '{cluster.socket}' -p 5432"
    arguments = ("-D", cluster.data, "-w", "-t", "60", "-o", options)
    log = ("-l", cluster.place / "server.log")
    if cluster.call("pg_ctl", *arguments, *log, "start"):
        reason = last_line(cluster.place / "server.log", "FATAL", "HINT")
        raise Problem(
            f"PostgreSQL did not start: {reason or last_line(LOG)} (the whole story:"
            f" {cluster.place / 'server.log'}); 'make clean' makes a new one."
        )


def initialise(cluster):
    say("Making a private PostgreSQL server.")
    work = cluster.place / "tmp-data"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(cluster.data, ignore_errors=True)
    options = ("-U", ROLE, "-A", "trust", "-E", "UTF8", "-N")
    for locale in ("C.UTF-8", "C"):
        if not cluster.call("initdb", "-D", work, *options, f"--locale={locale}"):
            work.rename(cluster.data)
            return
    raise Problem(f"PostgreSQL could not make its data folder (see {LOG}).")


def stop():
    """Stop the private server; tell whether there was one."""
    user = unprivileged_user()
    place = reachable_place(user) if STATE.exists() else STATE
    if not (place / "data" / "postmaster.pid").exists():
        return False
    programs = found_programs() or place / "embedded" / "bin"
    cluster = Cluster(programs, place, place, user)
    return not cluster.call("pg_ctl", "-D", cluster.data, "-m", "fast", "stop")


def remove():
    """Delete what may lie outside the checkout's own folder."""
    place = reachable_place(unprivileged_user()) if STATE.exists() else STATE
    for folder in (place, socket_folder(place)):
        if ROOT not in folder.parents and folder.name.endswith(CHECKOUT):
            shutil.rmtree(folder, ignore_errors=True)
