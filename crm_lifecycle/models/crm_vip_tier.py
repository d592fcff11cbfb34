# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmVipTier(models.Model):
    _name = "crm.vip.tier"
    _description = "VIP Tier"
    _inherit = ["crm.rule.way.back.mixin"]
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
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        check_company=True,
        help="Payment terms of new quotations for members, unless the contact has "
        "terms of its own.",
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Named Person",
        domain="[('share', '=', False)]",
        help="Whom members may turn to in person; shown to them in the portal.",
    )
    hotline = fields.Char(
        help="Number or address that serves members first; shown in the portal.",
    )
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "Preferred"), ("2", "First")],
        string="Supply Priority",
        default="0",
        required=True,
        help="Shown on the orders of members, so that scarce goods go to them first.",
    )
    answer_factor = fields.Float(
        string="Answer Time Factor",
        default=1.0,
        help="Complaints of members are answered within the usual time multiplied by "
        "this factor: 0.5 is twice as fast.",
    )
    credit_factor = fields.Float(
        default=1.0, help="The credit limit by formula is multiplied by this factor."
    )

    # coming and going
    auto_upgrade = fields.Boolean(
        string="Upgrade at Once",
        help="Customers who meet the rule rise to this tier without an application.",
    )
    keep_domain = fields.Char(
        string="Keeping Rule",
        default="[]",
        help="Condition to stay after the validity; empty: the rule itself.",
    )
    notice_days = fields.Integer(
        string="Notice (Days)",
        default=30,
        help="Days before the end in which the owner is told that a member who does "
        "not meet the keeping rule will fall.",
    )
    grace_days = fields.Integer(
        string="Grace (Days)",
        help="Days after the end in which a member keeps the tier all the same.",
    )
    attribute_enabled = fields.Boolean(
        string="Eligible by Attribute",
        help="Customers with one of the tags may apply whatever they bought. Check the "
        "law first: benefits for persons in office may be forbidden. Every application "
        "still needs its approval.",
    )
    attribute_tag_ids = fields.Many2many(
        comodel_name="res.partner.category", string="Attributes"
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
    _periods_positive = models.Constraint(
        "CHECK (notice_days >= 0 AND grace_days >= 0)",
        "Days of notice and grace cannot be negative.",
    )
    _factors_positive = models.Constraint(
        "CHECK (answer_factor > 0 AND credit_factor >= 0)",
        "The answer time factor is above zero, the credit factor not below.",
    )

    def _compute_customer_count(self):
        groups = self.env["crm.customer"]._read_group(
            [("vip_tier_id", "in", self.ids)], ["vip_tier_id"], ["__count"]
        )
        counts = {tier.id: count for tier, count in groups}
        for tier in self:
            tier.customer_count = counts.get(tier.id, 0)

    @api.constrains("keep_domain")
    def _check_keep_domain(self):
        for tier in self:
            try:
                tier._keep_as_domain().validate(self.env["crm.customer"])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The keeping rule of %(name)s is not a valid condition on "
                        "customers: %(error)s",
                        name=tier.name,
                        error=error,
                    )
                ) from error

    def action_simulate(self):
        """Before and after of a new rule: who would become eligible, who would not."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulation"),
            "res_model": "crm.vip.simulation",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_tier_id": self.id,
                "default_rule_domain": self.rule_domain,
            },
        }

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
                ("active", "=", True),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ],
            order="sequence desc, id desc",
        )

    def _rule_as_domain(self):
        """The rule on facts, or one of the attributes where that is switched on."""
        domain = super()._rule_as_domain()
        if self.attribute_enabled and self.attribute_tag_ids:
            tags = self.attribute_tag_ids.ids
            domain |= Domain("partner_id.category_id", "in", tags)
        return domain

    def _keep_as_domain(self):
        self.ensure_one()
        own = Domain(safe_eval(self.keep_domain or "[]"))
        return own if not own.is_true() else self._rule_as_domain()

    def _progress(self, customer):
        """How far the customer is on the way to the tier, best way first.

        Returns [{"label", "value", "target", "ratio"}], one per condition of the rule
        that asks for at least a number; the ratio is at most 1.
        """
        self.ensure_one()
        found = []
        for condition in Domain(safe_eval(self.rule_domain or "[]")).iter_conditions():
            field = self.env["crm.customer"]._fields.get(condition.field_expr)
            if (
                not field
                or field.type not in ("float", "integer", "monetary")
                or condition.operator not in (">=", ">")
                or not condition.value
            ):
                continue
            value = customer[field.name]
            found.append(
                {
                    "label": field._description_string(self.env),
                    "field": field.name,
                    "value": value,
                    "target": condition.value,
                    "ratio": max(0.0, min(1.0, value / condition.value)),
                }
            )
        return sorted(found, key=lambda way: -way["ratio"])

    def _validity_end(self, today):
        """Last day of a membership that starts today, or False when it has no end."""
        self.ensure_one()
        if not self.validity_months:
            return False
        return today + relativedelta(months=self.validity_months, days=-1)
