# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Customer Contracts: Deliveries",
    "summary": "Deliveries of a contract, from its orders to the door",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_contracts", "sale_stock"],
    "auto_install": True,
    "data": [
        "views/crm_contract_stock_views.xml",
        "views/stock_picking_views.xml",
        "views/stock_picking_credit_views.xml",
    ],
}
