# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Customer Segments: Mailings",
    "summary": "Mailings to the members of a segment",
    "version": "19.0.1.0.0",
    "category": "Marketing/Email Marketing",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_segmentation", "mass_mailing"],
    "auto_install": True,
    "data": [
        "views/crm_segment_views.xml",
        "views/mailing_mailing_views.xml",
    ],
}
