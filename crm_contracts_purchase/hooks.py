# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.addons.crm_contracts.hooks import cut_links

LINKS = (
    ("purchase_order", "crm_contract_id"),
    ("purchase_order_line", "crm_contract_line_id"),
)


def uninstall_hook(env):
    """Cuts the links of purchases to contracts, which may be removed along with us."""
    env.flush_all()
    cut_links(env, LINKS)
    env.invalidate_all()
