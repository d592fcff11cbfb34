# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_customer_queries as queries


class CrmCustomerVipMixin(models.AbstractModel):
    """Tier of the customer, and the tier its facts make it eligible for."""

    _name = "crm.customer.vip.mixin"
    _description = "Customer VIP Tier"

    vip_tier_id = fields.Many2one(
        comodel_name="crm.vip.tier",
        string="VIP Tier",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        copy=False,
    )
    vip_date_until = fields.Date(string="VIP until", copy=False)
    vip_eligible_tier_id = fields.Many2one(
        comodel_name="crm.vip.tier",
        string="Eligible for",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="The highest tier whose rule the facts of the customer meet.",
    )
    is_vip_candidate = fields.Boolean(
        string="VIP Candidate",
        compute="_compute_is_vip_candidate",
        search="_search_is_vip_candidate",
    )
    vip_membership_ids = fields.One2many(
        "crm.vip.membership", "customer_id", string="VIP Memberships"
    )
    vip_application_ids = fields.One2many(
        "crm.vip.application", "customer_id", string="VIP Applications"
    )

    @api.depends("vip_tier_id", "vip_eligible_tier_id")
    def _compute_is_vip_candidate(self):
        for customer in self:
            eligible = customer.vip_eligible_tier_id.sudo()
            current = customer.vip_tier_id.sudo()
            customer.is_vip_candidate = bool(eligible) and (
                not current or eligible.sequence > current.sequence
            )

    def _search_is_vip_candidate(self, operator, value):
        if operator != "in":
            return NotImplemented
        tiers = self.env["crm.vip.tier"].sudo().with_context(active_test=False)
        return Domain.OR(
            Domain("vip_eligible_tier_id", "=", tier.id)
            & (
                Domain("vip_tier_id", "=", False)
                | Domain("vip_tier_id.sequence", "<", tier.sequence)
            )
            for tier in tiers.search(Domain.TRUE)
        )

    def action_propose_vip(self):
        """Opens an application for the tier the customer is eligible for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.vip.application",
            "view_mode": "form",
            "context": {
                "default_customer_id": self.id,
                "default_tier_id": self.vip_eligible_tier_id.id,
            },
        }

    def _apply_vip_rules(self, scope):
        tiers = self.env["crm.vip.tier"]._rules_of_company(scope.company_id)
        rules = [(tier.id, tier._rule_subselect(scope)) for tier in tiers]
        query = queries.assign_first_match(scope, "vip_eligible_tier_id", rules)
        return {row[0] for row in self.env.execute_query(query)}

    def _grant_tier(self, tier, reason, application=None):
        """Puts the customers into `tier`; one line of membership history for each."""
        until = tier._validity_end(fields.Date.context_today(self))
        for customer in self.sudo():
            previous = customer.vip_tier_id
            customer.write({"vip_tier_id": tier.id, "vip_date_until": until})
            self.env["crm.vip.membership"].sudo().create(
                {
                    "customer_id": customer.id,
                    "tier_id": tier.id,
                    "previous_tier_id": previous.id,
                    "date_until": until,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "application_id": application and application.id,
                }
            )
