# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Customer Complaints: Deliveries and Lots",
    "summary": "Complaints about a delivery and its lot, and outbreaks by lot",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_complaints", "sale_stock"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/crm_complaint_lot_report_security.xml",
        "report/crm_complaint_lot_report_views.xml",
        "views/crm_complaint_compensation_views.xml",
        "views/crm_complaint_portal_templates.xml",
        "views/crm_complaint_stock_views.xml",
        "views/stock_picking_views.xml",
        "views/crm_complaints_stock_menus.xml",
    ],
}
