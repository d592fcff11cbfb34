# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "CRM Suite Tests",
    "summary": "Test-only add-on: what no module can test alone",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_complaints", "crm_contracts", "crm_segmentation"],
    "assets": {
        "web.assets_backend": [
            # Missing from Debian's Odoo package: without this every browser test of
            # the back office fails on the console error of the broken bundle.
            (
                "remove",
                "mail/static/lib/selfie_segmentation/selfie_segmentation.js",
            ),
        ],
        "web.assets_tests": ["test_crm_suite/static/tests/tours/**/*"],
    },
}
