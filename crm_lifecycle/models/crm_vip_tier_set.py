# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmVipTierSet(models.Model):
    """A ready-made set of importance classes, to be tried out and loaded as tiers."""

    _name = "crm.vip.tier.set"
    _description = "Set of Tiers"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    line_ids = fields.One2many("crm.vip.tier.set.line", "set_id", copy=True)

    def action_try(self):
        """Shows whom each class would take, before anything is loaded."""
        self.ensure_one()
        return self.env["crm.vip.set.load"]._open(self)
