# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmMarketingCost(models.Model):
    """What was spent on a campaign, a source or a channel: the other half of return."""

    _name = "crm.marketing.cost"
    _description = "Marketing Cost"
    _order = "date desc, id desc"

    name = fields.Char(string="What For", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    campaign_id = fields.Many2one("utm.campaign", ondelete="restrict")
    source_id = fields.Many2one("utm.source", ondelete="restrict")
    medium_id = fields.Many2one("utm.medium", string="Channel", ondelete="restrict")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
    )
    amount = fields.Monetary(required=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A cost is more than nothing."
    )

    @api.constrains("campaign_id", "source_id", "medium_id")
    def _check_what_for(self):
        for cost in self:
            if not (cost.campaign_id or cost.source_id or cost.medium_id):
                raise ValidationError(
                    self.env._(
                        "%s: name the campaign, the source or the channel, else its "
                        "return cannot be told.",
                        cost.name,
                    )
                )
