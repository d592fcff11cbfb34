# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from house import manifests

BAD = [
    (manifests.manifest_keys, {}, {"summary": ""}),
    (manifests.manifest_version, {}, {"version": "1.0"}),
    (manifests.manifest_license, {}, {"license": "AGPL-3"}),
    (manifests.allowed_depends, {}, {"depends": ["stock"]}),
    (manifests.data_order, {}, {"data": ["views/a_views.xml", "security/a.xml"]}),
    (manifests.data_order, {}, {"data": ["views/a_menus.xml", "views/a_views.xml"]}),
    (manifests.data_order, {}, {"data": ["wizard/a.xml"]}),
    (manifests.data_file_exists, {}, {"data": ["data/a.xml"]}),
    (manifests.data_file_is_named, {"views/a.xml": "<odoo/>"}, {}),
    (manifests.demo_apart_from_data, {}, {"data": ["demo/a.xml"]}),
    (manifests.demo_apart_from_data, {}, {"demo": ["data/a_demo.xml"]}),
    (manifests.asset_is_named, {"static/src/a.js": ""}, {}),
    (
        manifests.asset_is_named,
        {},
        {"assets": {"web.assets_backend": ["crm_lifecycle/static/src/**/*"]}},
    ),
]
GOOD_FILES = {
    "security/ir.model.access.csv": "id,name\n",
    "data/a_data.xml": "<odoo/>",
    "report/a_reports.xml": "<odoo/>",
    "wizards/a_views.xml": "<odoo/>",
    "views/a_views.xml": "<odoo/>",
    "views/a_menus.xml": "<odoo/>",
    "demo/a_demo.xml": "<odoo/>",
    "static/src/components/a/a.js": "",
    "static/tests/a.test.js": "",
}
GOOD = {
    "data": [
        name for name in GOOD_FILES if name.split("/")[0] not in {"demo", "static"}
    ],
    "demo": ["demo/a_demo.xml"],
    "assets": {
        "web.assets_backend": [
            "crm_lifecycle/static/src/**/*",
            ("remove", "web/static/src/a.js"),
        ],
        "web.assets_unit_tests": ["crm_lifecycle/static/tests/**/*"],
    },
}


@pytest.mark.parametrize("rule", manifests.RULES)
def test_repository(check, rule):
    check(rule)


@pytest.mark.parametrize(("rule", "files", "manifest"), BAD)
def test_bad_sample(module, rule, files, manifest):
    problems = list(rule(module(files, **manifest)))
    assert len(problems) == 1, problems


@pytest.mark.parametrize("rule", manifests.RULES)
def test_good_sample(module, found, rule):
    assert found(rule, module(GOOD_FILES, **GOOD)) == []


def test_every_rule_has_a_bad_sample():
    elsewhere = {manifests.module_name, manifests.bridge_is_automatic}
    assert {rule for rule, *_rest in BAD} | elsewhere == set(manifests.RULES)


@pytest.mark.parametrize(
    ("name", "manifest", "rule", "problems"),
    [
        ("helpdesk", {}, manifests.module_name, 1),
        ("crm_complaints_stock", {}, manifests.module_name, 0),
        ("crm_complaints_stock", {}, manifests.bridge_is_automatic, 2),
        (
            "crm_complaints_stock",
            {"auto_install": True, "depends": ["crm_complaints", "stock"]},
            manifests.bridge_is_automatic,
            0,
        ),
        ("crm_contracts", {"depends": ["account"]}, manifests.allowed_depends, 1),
        (
            "crm_contracts",
            {"depends": ["crm_lifecycle", "crm_complaints"]},
            manifests.allowed_depends,
            1,
        ),
        (
            "crm_segmentation",
            {"depends": ["crm_lifecycle"]},
            manifests.allowed_depends,
            0,
        ),
    ],
)
def test_place_in_the_suite(sample, name, manifest, rule, problems):
    repo = sample({f"{name}/__manifest__.py": f"{manifest!r}\n"})
    assert len(list(rule(repo))) == problems
