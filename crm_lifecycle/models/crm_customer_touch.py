# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerTouch(models.Model):
    """Queue of customers whose facts are due; see decision 0001.

    Rows are only ever inserted and deleted. The same customer may stand in it several
    times: plain inserts never wait for and never swallow one another.
    """

    _name = "crm.customer.touch"
    _description = "Customer with Facts Due"
    _log_access = False
    _order = "is_nightly, id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    is_nightly = fields.Boolean(
        default=False, help="Due because the day changed, not because of a document."
    )
