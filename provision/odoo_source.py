# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo 19 itself: the user's own copy, or Debian's package in the cache."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .apt import Apt
from .console import run, say
from .errors import Problem
from .locks import only_one
from .paths import LOGS, cache

SERIES = "19.0"
PACKAGE = "odoo-19"
# Fonts and scripts that the package only links to. Their names and files are
# those of stable releases, so the machine's own release is asked first.
COMPANIONS = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
)
DEBIAN_PATH = "usr/lib/python3/dist-packages"
NEEDED_SPACE = 2 * 1024**3


@dataclass(frozen=True)
class Odoo:
    """Where an Odoo is: what Python must find, and its folders of add-ons."""

    library: Path
    addons: tuple
    revision: str


def find():
    """Return an Odoo 19, fetching it on first use."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return locate(Path(home).expanduser())
    folder = cache() / PACKAGE
    if not (folder / "REVISION").exists():
        with only_one(cache() / "lock", "fetching Odoo"):
            if not (folder / "REVISION").exists():
                fetch(folder)
    return locate(folder)


def locate(home):
    """Return the Odoo in a git checkout, an archive or an unpacked package."""
    for library in (home, home / DEBIAN_PATH):
        release = library / "odoo" / "release.py"
        if release.is_file():
            break
    else:
        raise Problem(
            f"ODOO_HOME={home} is no Odoo: there is no odoo/release.py in it; name"
            f" the folder of an Odoo {SERIES} checkout, or unset ODOO_HOME."
        )
    found = re.search(r"version_info = \((\d+), (\d+)", release.read_text())
    series = ".".join(found.groups()) if found else "of unknown series"
    if series != SERIES:
        raise Problem(
            f"{home} holds Odoo {series}, and these add-ons are for Odoo {SERIES}:"
            f" set ODOO_HOME to an Odoo {SERIES} checkout."
        )
    addons = addon_folders(library)
    if not any((path / "web" / "__manifest__.py").exists() for path in addons):
        raise Problem(f"The Odoo in {home} has no module 'web': it is incomplete.")
    stamp = home / "REVISION"
    revision = stamp.read_text().strip() if stamp.exists() else str(home.resolve())
    return Odoo(library.resolve(), addons, revision)


def addon_folders(library):
    """A checkout keeps most add-ons beside odoo/, archives and packages inside.

    Debian's package has both, but its outer folder holds no more than the Python.
    """
    inner, outer = library / "odoo" / "addons", library / "addons"
    return (inner,) if (inner / "web").is_dir() else (outer, inner)


def fetch(folder):
    """Download what is missing in the cache and unpack it beside the target."""
    downloads = cache() / "debs"
    check_space(cache())
    for leftover in cache().glob("tmp-*"):
        shutil.rmtree(leftover)
    download_all(downloads)
    packages = [intact(downloads, name) for name in (PACKAGE, *COMPANIONS)]
    revision = check_series(packages[0])
    say(f"Unpacking Odoo {revision}.")
    work = Path(tempfile.mkdtemp(prefix="tmp-", dir=cache()))
    work.chmod(0o755)
    for package in packages:
        unpack(package, work)
    check_links(work)
    (work / "REVISION").write_text(revision + "\n")
    if folder.exists():
        shutil.rmtree(folder)
    work.rename(folder)


def unpack(package, folder):
    log = LOGS / "unpack.log"
    label = f"unpacking {package.name}"
    if run(["dpkg", "-x", package, folder], log, label=label):
        raise Problem(f"{package} could not be unpacked (see {log}): is the disk full?")


def check_space(folder):
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < NEEDED_SPACE:
        raise Problem(
            f"Odoo needs 2 GB and {folder} has {free / 1e9:.1f} GB free: make room,"
            " or set XDG_CACHE_HOME to a roomier place."
        )


def download_all(downloads):
    """Fetch the packages that the cache does not hold, or not intact."""
    missing = [n for n in (PACKAGE, *COMPANIONS) if not intact(downloads, n)]
    if not missing:
        return
    apt = Apt(cache() / "apt")
    own, site = apt.own()
    sid = None
    for name in missing:
        say(f"Downloading {name}{' (123 MB)' if name == PACKAGE else ''}.")
        if name != PACKAGE and keep(apt, name, own, downloads):
            continue
        sid = sid or apt.sid(site)
        if not keep(apt, name, sid, downloads):
            raise Problem(
                f"Debian's archive did not give the package {name} (the whole story:"
                f" {apt.log}): check the network, try again later, or set ODOO_HOME"
                f" to an Odoo {SERIES} checkout."
            )


def keep(apt, name, options, downloads):
    """Download one package; it gets its name in the cache when it is whole."""
    with tempfile.TemporaryDirectory(prefix="tmp-", dir=cache()) as folder:
        if not apt.download(name, options, Path(folder)):
            return None
        package = next(Path(folder).glob("*.deb"))
        downloads.mkdir(exist_ok=True)
        for old in downloads.glob(f"{name}_*"):
            old.unlink()
        target = downloads / package.name
        package.rename(target)
        checksum(target).write_text(digest(target) + "\n")
        return target


def intact(downloads, name):
    """Return the package in the cache if it is still what was downloaded."""
    for package in downloads.glob(f"{name}_*.deb"):
        stored = checksum(package)
        if stored.exists() and stored.read_text().strip() == digest(package):
            return package
        say(f"{package.name} in the cache is damaged and is downloaded again.")
    return None


def checksum(package):
    return package.with_name(package.name + ".sha256")


def digest(path):
    total = hashlib.sha256()
    with open(path, "rb") as handle:
        while block := handle.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def check_series(package):
    """Return the revision of the package, which must be of our series."""
    version = subprocess.run(
        ["dpkg-deb", "--field", package, "Version"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    if not version.startswith(SERIES):
        raise Problem(
            f"{package.name} holds Odoo {version or 'of unknown series'}, not"
            f" {SERIES}: set ODOO_HOME to an Odoo {SERIES} checkout."
        )
    return version


def check_links(folder):
    """Odoo answers with errors when fonts or scripts are dangling links."""
    broken = [p for p in folder.rglob("*") if p.is_symlink() and not p.exists()]
    if broken:
        raise Problem(
            f"The unpacked Odoo misses {len(broken)} file(s), the first is"
            f" {broken[0].relative_to(folder)}: set ODOO_HOME to an Odoo {SERIES}"
            " checkout."
        )
