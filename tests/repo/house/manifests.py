# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Manifests: what they must say, what they may depend on, what they load."""

import re

from .tree import Problem

REQUIRED_KEYS = (
    "author",
    "category",
    "depends",
    "license",
    "name",
    "summary",
    "version",
)
VERSION = re.compile(r"19\.0\.\d+\.\d+\.\d+$")
DATA_ORDER = ("security", "data", "report", "wizards", "views", "menus")
DATA_FOLDERS = ("data", "demo", "report", "security", "views", "wizards")

# What contacts, sale_crm, mail and resource bring along: free for every module.
CORE = {
    *"account account_payment analytic auth_signup base base_setup bus".split(),
    *"calendar contacts crm digest html_editor http_routing mail onboarding".split(),
    *"payment phone_validation portal product resource sale sale_crm".split(),
    *"sales_team uom utm web web_tour".split(),
}
ALLOWED_DEPENDS = {
    "crm_lifecycle": CORE | {"base_import"},  # comes with every web client
    "crm_complaints": CORE | {"crm_lifecycle", "rating"},
    "crm_contracts": CORE | {"crm_lifecycle"},
    "crm_segmentation": CORE | {"crm_lifecycle"},
}


def manifest_keys(repo):
    for module in repo.modules:
        for key in REQUIRED_KEYS:
            if not module.manifest.get(key):
                yield Problem(module.manifest_path, 1, f"key {key} is missing")


def manifest_version(repo):
    for module in repo.modules:
        version = module.manifest.get("version", "")
        if not VERSION.match(version):
            yield Problem(
                module.manifest_path, 1, f"version {version!r}: write 19.0.x.y.z"
            )


def manifest_license(repo):
    for module in repo.modules:
        if module.manifest.get("license") != "LGPL-3":
            yield Problem(module.manifest_path, 1, "the licence must be LGPL-3")


def module_name(repo):
    """One of the four, or a bridge named crm_<module>_<app>."""
    for module in repo.product_modules:
        if _house_module(module.name) is None:
            yield Problem(
                module.manifest_path,
                1,
                f"{module.name} is neither one of the four modules nor a bridge "
                "named after one of them",
            )


def allowed_depends(repo):
    for module in repo.product_modules:
        allowed = ALLOWED_DEPENDS.get(module.name)
        if allowed is None:
            continue
        for name in sorted(set(module.depends) - allowed):
            yield Problem(
                module.manifest_path,
                1,
                f"{module.name} may not depend on {name}: make a bridge",
            )
        below_lifecycle = module.name == "crm_lifecycle"
        if not below_lifecycle and "crm_lifecycle" not in module.depends:
            yield Problem(
                module.manifest_path, 1, f"{module.name} must depend on crm_lifecycle"
            )


def bridge_is_automatic(repo):
    for module in repo.product_modules:
        base = _house_module(module.name)
        if module.name in ALLOWED_DEPENDS or base is None:
            continue
        if not module.manifest.get("auto_install"):
            yield Problem(module.manifest_path, 1, "a bridge sets auto_install")
        if base not in module.depends:
            yield Problem(module.manifest_path, 1, f"a bridge of {base} depends on it")


def _house_module(name):
    for base in ALLOWED_DEPENDS:
        if name == base or name.startswith(f"{base}_"):
            return base
    return None


def data_order(repo):
    for module in repo.modules:
        reached = 0
        for name in module.manifest.get("data", []):
            kind = _data_kind(name)
            if kind not in DATA_ORDER:
                yield Problem(
                    module.manifest_path, 1, f"{name}: no folder of the house layout"
                )
                continue
            position = DATA_ORDER.index(kind)
            if position < reached:
                yield Problem(
                    module.manifest_path,
                    1,
                    f"{name} is loaded after {DATA_ORDER[reached]}; "
                    f"the order is {', '.join(DATA_ORDER)}",
                )
            reached = max(reached, position)


def _data_kind(name):
    return "menus" if name.endswith("_menus.xml") else name.split("/")[0]


def data_file_exists(repo):
    for module in repo.modules:
        for name in _named_files(module):
            if not (module.path / name).is_file():
                yield Problem(module.manifest_path, 1, f"{name} does not exist")


def data_file_is_named(repo):
    for module in repo.modules:
        named = set(_named_files(module))
        for folder in DATA_FOLDERS:
            for path in module.glob(f"{folder}/**/*"):
                name = path.relative_to(module.path).as_posix()
                if path.suffix in {".xml", ".csv"} and name not in named:
                    yield Problem(path, 1, "the manifest does not name this file")


def demo_apart_from_data(repo):
    for module in repo.modules:
        for key, wrong in (("data", True), ("demo", False)):
            for name in module.manifest.get(key, []):
                if name.startswith("demo/") is wrong:
                    yield Problem(
                        module.manifest_path, 1, f"{name} is listed under {key}"
                    )


def _named_files(module):
    return module.manifest.get("data", []) + module.manifest.get("demo", [])


def asset_is_named(repo):
    """Scripts, templates and styles that no bundle names never reach a browser."""
    for module in repo.modules:
        bundled = set()
        for pattern in _asset_patterns(module):
            found = list(module.path.glob(pattern))
            bundled.update(found)
            if not found:
                yield Problem(module.manifest_path, 1, f"asset {pattern}: no such file")
        for folder in ("src", "tests"):
            for path in module.glob(f"static/{folder}/**/*"):
                if path.suffix in {".js", ".xml", ".scss"} and path not in bundled:
                    yield Problem(path, 1, "no asset bundle of the manifest names this")


def _asset_patterns(module):
    prefix = f"{module.name}/"
    for entries in module.manifest.get("assets", {}).values():
        for entry in entries:
            path = entry if isinstance(entry, str) else entry[-1]
            if path.startswith(prefix):
                yield path.removeprefix(prefix)


RULES = (
    manifest_keys,
    manifest_version,
    manifest_license,
    module_name,
    allowed_depends,
    bridge_is_automatic,
    data_order,
    data_file_exists,
    data_file_is_named,
    demo_apart_from_data,
    asset_is_named,
)
