# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import crm_contract, purchase_order, purchase_order_line
