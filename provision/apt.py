# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Downloads of Debian packages for this program alone.

Nothing is installed and no list of the system is touched: apt-get gets folders
of its own, and the address of the archive comes from the machine's own apt
configuration. apt checks the signatures.
"""

import os
import shutil
import subprocess

from .console import run, say
from .errors import Problem
from .paths import LOGS

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
OTHER_WAY = "set ODOO_HOME to an Odoo 19 checkout to do without it"
FIELDS = "$(SITE)|$(ORIGIN)|$(COMPONENT)|$(CREATED_BY)|$(RELEASE)"


class Apt:
    """Package lists in a private folder, made on first use."""

    def __init__(self, folder):
        self.folder = folder
        self.log = LOGS / "apt.log"
        for tool in ("apt-get", "dpkg", "dpkg-deb"):
            if not shutil.which(tool):
                raise Problem(
                    f"There is no {tool} on this machine to fetch Odoo with:"
                    f" {OTHER_WAY}."
                )

    def options(self, name, source=None):
        """Return apt-get options that keep everything under our folder."""
        base = self.folder / name
        (base / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (base / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        options = [
            f"Dir::State::Lists={base / 'lists'}",
            f"Dir::Cache={base / 'cache'}",
            "Acquire::Retries=2",
            "Acquire::Languages=none",
        ]
        if os.geteuid() == 0:
            # The unprivileged download user cannot reach a private folder.
            options.append("APT::Sandbox::User=root")
        if source:
            listing = base / "sources.list"
            listing.write_text(source + "\n")
            options += [
                # Otherwise a list that could not be read is a mere warning.
                "APT::Update::Error-Mode=any",
                f"Dir::Etc::SourceList={listing}",
                "Dir::Etc::SourceParts=/nonexistent",
            ]
        return [part for option in options for part in ("-o", option)]

    def update(self, options, what):
        say(f"Reading the package list of {what}.")
        if run(["apt-get", *options, "update"], self.log, label="package list"):
            raise Problem(
                f"apt-get could not read the package list of {what}: check the"
                f" network (the whole story: {self.log}), or {OTHER_WAY}."
            )

    def site(self, options):
        """Return the address of the Debian archive that this machine uses."""
        listing = subprocess.run(
            ["apt-get", *options, "indextargets", "--format", FIELDS],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for line in listing.splitlines():
            site, origin, component, kind, release = line.split("|")
            wanted = (origin, component, kind) == ("Debian", "main", "Packages")
            if wanted and "-" not in release:
                return site
        return None

    def own(self):
        """Return options for the machine's own release, and its archive."""
        site = self.site([])
        if site:
            return [], site
        options = self.options("own")
        self.update(options, "this machine's own release")
        site = self.site(options)
        if not site:
            raise Problem(
                "apt found no Debian archive, which is where Odoo comes from: check"
                f" the network and apt's sources, or {OTHER_WAY}."
            )
        return options, site

    def sid(self, site):
        """Return options for Debian's unstable suite in the same archive."""
        if not os.path.exists(KEYRING):
            raise Problem(
                f"Debian's signing keys are missing ({KEYRING}): install"
                f" debian-archive-keyring, or {OTHER_WAY}."
            )
        options = self.options("sid", f"deb [signed-by={KEYRING}] {site} sid main")
        self.update(options, "Debian unstable")
        return options

    def download(self, package, options, folder):
        """Download one package into a folder; tell whether it was there."""
        folder.mkdir(parents=True, exist_ok=True)
        return not run(
            ["apt-get", *options, "download", package],
            self.log,
            label=f"downloading {package}",
            progress=lambda: f"{_size(folder) / 1e6:.0f} MB in all",
            cwd=folder,
        )


def _size(folder):
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
