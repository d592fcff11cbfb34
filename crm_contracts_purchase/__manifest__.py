# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Customer Contracts: Purchases",
    "summary": "Purchase orders of a contract, and what suppliers billed",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Odoo CRM Suite contributors",
    "license": "LGPL-3",
    "depends": ["crm_contracts", "purchase"],
    "auto_install": True,
    "data": [
        "views/crm_contract_purchase_views.xml",
        "views/crm_contract_settlement_views.xml",
        "views/crm_contract_supply_views.xml",
        "views/purchase_order_views.xml",
        "views/sale_order_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
