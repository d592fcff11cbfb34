# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Getting Odoo: the user's own, the cache, and everything that may be wrong."""

import os
import shutil

import pytest

from provision import odoo_source
from provision.errors import Problem

LIBRARY = odoo_source.DEBIAN_PATH
RELEASE = "version_info = (19, 0, 0, FINAL, 0, '')\n"


def write(base, files):
    for path, text in files.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text)
    return base


def odoo_files(library="", release=RELEASE):
    prefix = f"{library}/" if library else ""
    return {
        f"{prefix}odoo/release.py": release,
        f"{prefix}odoo/addons/base/__manifest__.py": "{}",
        f"{prefix}odoo/addons/web/__manifest__.py": "{}",
    }


@pytest.fixture
def filled(checkout, packages):
    """A cache with everything downloaded and nothing unpacked."""
    downloads = checkout.cache / "debs"

    def fill(version="19.0.0+test-1", links=None):
        built = [
            packages(
                downloads, odoo_source.PACKAGE, version, odoo_files(LIBRARY), links
            )
        ]
        for name in odoo_source.COMPANIONS:
            built.append(packages(downloads, name))
        for package in built:
            stored = odoo_source.checksum(package)
            stored.write_text(odoo_source.digest(package) + "\n")
        return built

    return fill


FETCH = "from provision import odoo_source; print(odoo_source.find().revision)"


@pytest.mark.parametrize("library", ["", LIBRARY])
def test_own_odoo_in_both_layouts(tmp_path, library):
    write(tmp_path, odoo_files(library))
    write(tmp_path / library, {"addons/web/__manifest__.py": "{}"})
    odoo = odoo_source.locate(tmp_path)
    assert odoo.library == tmp_path / library
    assert odoo.addons == (tmp_path / library / "odoo" / "addons",)


def test_git_checkout_keeps_most_addons_beside_odoo(tmp_path):
    write(tmp_path, {"odoo/release.py": RELEASE, "addons/web/__manifest__.py": "{}"})
    write(tmp_path, {"odoo/addons/base/__manifest__.py": "{}"})
    odoo = odoo_source.locate(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in odoo.addons] == [
        "addons",
        "odoo/addons",
    ]


def test_wrong_odoo_home(checkout, sentence):
    answer = checkout.run("demo", ODOO_HOME=str(checkout.home))
    sentence(answer, "ODOO_HOME", "is no Odoo", "unset ODOO_HOME")


def test_odoo_home_of_another_series(checkout, sentence):
    release = "version_info = (18, 0, 0, FINAL, 0, '')\n"
    write(checkout.home, odoo_files(release=release))
    answer = checkout.run("demo", ODOO_HOME=str(checkout.home))
    sentence(answer, "Odoo 18.0", "for Odoo 19.0")


def test_odoo_without_web_is_incomplete(tmp_path):
    write(tmp_path, {"odoo/release.py": RELEASE})
    with pytest.raises(Problem, match="incomplete"):
        odoo_source.locate(tmp_path)


def test_unpacks_what_the_cache_holds(checkout, filled):
    filled()
    done = checkout.python(FETCH)
    assert done.stdout.strip().endswith("19.0.0+test-1"), done.stderr
    again = checkout.python(FETCH)
    assert again.stdout.strip() == "19.0.0+test-1", "the second time is silent"


def test_package_of_another_series(checkout, filled, sentence):
    filled("20.0.0+test-1")
    answer = checkout.run("demo")
    sentence(answer, "holds Odoo 20.0.0+test-1", "ODOO_HOME")
    assert not (checkout.cache / odoo_source.PACKAGE).exists()


def test_dangling_links_are_found(checkout, filled, sentence):
    filled(links={f"{LIBRARY}/odoo/addons/web/font.ttf": "/usr/none/font.ttf"})
    sentence(checkout.run("demo"), "misses 1 file", "font.ttf")
    assert not (checkout.cache / odoo_source.PACKAGE).exists()


def test_damaged_download_is_noticed(checkout, filled, sentence):
    package = filled()[0]
    with open(package, "ab") as handle:
        handle.write(b"x")
    status, output = checkout.run("demo", **no_network(checkout))
    assert f"{package.name} in the cache is damaged" in output
    sentence((status, output), "check the network")


def no_network(checkout):
    """Settings of apt that lead every request to a port where nobody listens."""
    settings = checkout.home / "apt.conf"
    settings.write_text(
        'Acquire::http::Proxy "http://127.0.0.1:9";\n'
        'Acquire::https::Proxy "http://127.0.0.1:9";\n'
    )
    return {"APT_CONFIG": str(settings)}


def test_no_network(checkout, sentence):
    answer = checkout.run("demo", **no_network(checkout))
    sentence(answer, "check the network", "ODOO_HOME")


def test_no_apt(checkout, sentence):
    tools = checkout.home / "bin"
    tools.mkdir()
    (tools / "python3").symlink_to(shutil.which("python3"))
    sentence(checkout.run("demo", PATH=str(tools)), "no apt-get", "ODOO_HOME")


def test_no_room(tmp_path, monkeypatch):
    monkeypatch.setattr(odoo_source, "NEEDED_SPACE", 1 << 60)
    with pytest.raises(Problem, match="XDG_CACHE_HOME"):
        odoo_source.check_space(tmp_path)


def test_cache_that_nobody_may_write(checkout, sentence):
    checkout.cache.parent.mkdir()
    checkout.cache.write_text("a file in the way")
    sentence(checkout.run("demo"), str(checkout.cache))


def test_ctrl_c_while_unpacking(checkout, filled, interrupt):
    filled()
    tools, mark = checkout.home / "bin", checkout.home / "unpacking"
    tools.mkdir()
    slow = tools / "dpkg"
    slow.write_text(f"#!/bin/sh\ntouch {mark}\nexec sleep 60\n")
    slow.chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    status, output = interrupt(checkout.start("demo", PATH=path), mark.exists)
    assert status == 130
    assert "nothing half-made is left" in output
    assert "Traceback" not in output
    assert not (checkout.cache / odoo_source.PACKAGE).exists()
    done = checkout.python(FETCH)
    assert done.stdout.strip().endswith("19.0.0+test-1"), done.stderr
    assert not list(checkout.cache.glob("tmp-*"))
