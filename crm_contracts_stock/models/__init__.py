# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_picking_credit_mixin

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import crm_contract, stock_move, stock_picking
