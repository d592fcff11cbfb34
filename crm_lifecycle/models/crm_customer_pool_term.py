# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerPoolTerm(models.Model):
    """Other days for some customers: per stage, tier, class, whatever facts there are.

    The first line whose condition a customer meets decides; without one the days of
    the pool hold.
    """

    _name = "crm.customer.pool.term"
    _description = "Days until a Customer is Taken back"
    _inherit = ["crm.rule.mixin"]
    _order = "pool_id, sequence, id"

    pool_id = fields.Many2one(
        comodel_name="crm.customer.pool", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    reclaim_days = fields.Integer(string="Taken back after (Days)", default=60)
    remind_days = fields.Integer(string="Reminder after (Days)", default=30)

    _reminder_first = models.Constraint(
        "CHECK (reclaim_days > 0 AND remind_days >= 0 AND remind_days < reclaim_days)",
        "The reminder comes before the customer is taken back.",
    )
