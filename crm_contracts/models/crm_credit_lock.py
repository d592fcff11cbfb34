# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCreditLock(models.Model):
    """When the credit of a customer was last asked for.

    The credit check writes the row in its own statement; of two documents that are
    confirmed at once the second one starts again and sees the first.
    """

    _name = "crm.credit.lock"
    _description = "Last Credit Check"
    _log_access = False
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", readonly=True
    )
    date_checked = fields.Datetime(readonly=True)

    _customer_unique = models.Constraint(
        "UNIQUE (customer_id)", "There is one line per customer."
    )
