# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CrmVipTier(models.Model):
    _name = "crm.vip.tier"
    _description = "VIP Tier"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        default=10, help="The higher the number, the higher the tier."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the tier serves every company."
    )
    color = fields.Integer()
    condition = fields.Text(
        translate=True, help="The rule in words, as customers and staff read it."
    )
    benefits = fields.Html(translate=True)
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        check_company=True,
        help="Prices of new quotations for customers of this tier, unless the contact "
        "has a pricelist of its own.",
    )
    validity_months = fields.Integer(
        string="Validity (Months)",
        default=12,
        help="Months a membership lasts; 0 means without end.",
    )
    customer_count = fields.Integer(compute="_compute_customer_count")

    _validity_positive = models.Constraint(
        "CHECK (validity_months >= 0)", "The validity cannot be negative."
    )

    def _compute_customer_count(self):
        groups = self.env["crm.customer"]._read_group(
            [("vip_tier_id", "in", self.ids)], ["vip_tier_id"], ["__count"]
        )
        counts = {tier.id: count for tier, count in groups}
        for tier in self:
            tier.customer_count = counts.get(tier.id, 0)

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["domain"] = [("vip_tier_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _rules_of_company(self, company_id):
        """Tiers with a rule that is on, highest first."""
        return self.sudo().search(
            [
                ("company_id", "in", [company_id, False]),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ],
            order="sequence desc, id desc",
        )

    def _validity_end(self, today):
        """Last day of a membership that starts today, or False when it has no end."""
        self.ensure_one()
        if not self.validity_months:
            return False
        return today + relativedelta(months=self.validity_months, days=-1)
