# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Customer Complaints: Mailings",
    "summary": "Campaigns leave out whoever waits for a solution",
    "version": "19.0.1.0.0",
    "category": "Marketing/Email Marketing",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_complaints", "mass_mailing"],
    "auto_install": True,
    "data": [
        "views/mailing_mailing_views.xml",
    ],
}
