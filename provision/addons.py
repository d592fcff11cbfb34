# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The add-ons of this repository, found by their manifests."""

import ast
import hashlib

from .paths import ROOT

# Where add-ons lie; the second folder holds those that exist for tests.
PLACES = (ROOT, ROOT / "tests")
NOT_CODE = {"__pycache__", "i18n"}


def manifests(place=ROOT):
    """Return the manifest of each installable add-on by name."""
    found = {}
    for path in sorted(place.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text())
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def names():
    """Return our add-ons, each after those that it depends on."""
    return in_order(manifests())


def test_names():
    return sorted(manifests(PLACES[1]))


def in_order(found):
    ordered = []

    def visit(name):
        for other in found[name].get("depends", []):
            if other in found:
                visit(other)
        if name not in ordered:
            ordered.append(name)

    for name in found:
        visit(name)
    return ordered


def bridges():
    """Return the add-ons that install themselves when both sides are there."""
    return {name for name, m in manifests().items() if m.get("auto_install")}


def folder(name):
    return next(p / name for p in PLACES if (p / name / "__manifest__.py").exists())


def digest(name):
    """Return a fingerprint of everything in an add-on that a database holds."""
    total = hashlib.sha256()
    base = folder(name)
    for path in sorted(base.rglob("*")):
        if path.is_file() and not NOT_CODE & set(path.relative_to(base).parts):
            total.update(str(path.relative_to(base)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


def core_depends(wanted, odoo):
    """Return every add-on of Odoo that these add-ons bring in."""
    found = {**manifests(), **manifests(PLACES[1])}
    core, waiting = set(), list(wanted)
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        manifest = found.get(name)
        if manifest is None:
            core.add(name)
            manifest = core_manifest(name, odoo)
        for other in manifest.get("depends", ["base"]):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return sorted(core)


def core_manifest(name, odoo):
    for place in odoo.addons:
        path = place / name / "__manifest__.py"
        if path.exists():
            return ast.literal_eval(path.read_text())
    return {}
