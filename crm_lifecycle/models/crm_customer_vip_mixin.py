# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
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
    vip_date_noticed = fields.Date(
        string="Told about the End on",
        readonly=True,
        copy=False,
        help="Day the owner was told that the membership will end.",
    )
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

    def _apply_for_tier(self, tier, reason, contact):
        """Files an application of the customer itself; ``contact`` asked for it.

        Raises UserError when it does not meet the rule and gives no reason, or when
        an application is waiting.
        """
        self.ensure_one()
        applications = self.env["crm.vip.application"].sudo()
        waiting = applications.search_count(
            [
                ("customer_id", "=", self.id),
                ("tier_id", "=", tier.id),
                ("state", "=", "submitted"),
            ],
            limit=1,
        )
        if waiting:
            raise UserError(
                self.env._("Your application for %s is already waiting.", tier.name)
            )
        # a refused application leaves nothing behind
        with self.env.cr.savepoint():
            application = applications.create(
                {
                    "customer_id": self.id,
                    "tier_id": tier.id,
                    "reason": (reason or "").strip()[:500],
                    "contact_id": contact.id,
                }
            )
            application._submit()
        return application

    def _apply_vip_rules(self, scope):
        tiers = self.env["crm.vip.tier"]._rules_of_company(scope.company_id)
        rules = [(tier.id, tier._rule_subselect(scope)) for tier in tiers]
        query = queries.assign_first_match(scope, "vip_eligible_tier_id", rules)
        changed = {row[0] for row in self.env.execute_query(query)}
        self._upgrade_at_once(tiers.filtered("auto_upgrade"), scope)
        return changed

    def _upgrade_at_once(self, tiers, scope):
        for tier in tiers:
            domain = (
                Domain("company_id", "=", scope.company_id)
                & Domain("vip_eligible_tier_id", "=", tier.id)
                & (
                    Domain("vip_tier_id", "=", False)
                    | Domain("vip_tier_id.sequence", "<", tier.sequence)
                )
            )
            if scope.customer_ids is not None:
                domain &= Domain("id", "in", scope.customer_ids)
            self.env["crm.customer"].sudo().search(domain)._grant_tier(
                tier, self.env._("Meets the rule: %s", tier.condition or tier.name)
            )

    def _review_memberships(self, tier, company, today):
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("vip_tier_id", "=", tier.id)
            & Domain("vip_date_until", "<=", today + timedelta(days=tier.notice_days))
        )
        cron = self.env["ir.cron"]
        for customer in self.search(domain):
            customer = customer.try_lock_for_update()
            if customer:
                customer._review_membership(tier, today)
            cron._commit_progress(1)

    def _review_membership(self, tier, today):
        """One membership near or past its end; see ``_cron_memberships``."""
        self.ensure_one()
        keeps = bool(self.filtered_domain(tier._keep_as_domain()))
        ended = self.vip_date_until < today
        if ended and keeps:
            self._grant_tier(tier, self.env._("Renewed: the keeping rule is met"))
        elif ended and self.vip_date_until + timedelta(days=tier.grace_days) < today:
            self._end_membership(tier)
        elif not keeps and not self.vip_date_noticed:
            self._notice_membership_end(tier, today)

    def _end_membership(self, tier):
        """Falls to the highest tier the customer is eligible for, or to none."""
        lower = self.vip_eligible_tier_id
        lower = lower if lower.sequence < tier.sequence else lower.browse()
        self._grant_tier(
            lower, self.env._("%s ended: the keeping rule is not met", tier.name)
        )

    def _notice_membership_end(self, tier, today):
        self.vip_date_noticed = today
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=max(today, self.vip_date_until),
                summary=self.env._("%s ends soon: talk to the customer", tier.name),
                note=tier.condition,
                user_id=self.user_id.id,
            )

    def _grant_tier(self, tier, reason, application=None):
        """Puts the customers into `tier`; one line of membership history for each."""
        until = tier and tier._validity_end(fields.Date.context_today(self))
        for customer in self.sudo():
            previous = customer.vip_tier_id
            customer.write(
                {
                    "vip_tier_id": tier.id,
                    "vip_date_until": until,
                    "vip_date_noticed": False,
                }
            )
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

    @api.model
    def _cron_memberships(self, today=None):
        """Tells owners about memberships that will end, renews or ends those that did.

        A second run on the same day does nothing more; each customer is committed on
        its own, so a killed job goes on where it stopped.
        """
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            day = today or self._today(company)
            members = self.env["crm.customer"].sudo().with_company(company)
            for tier in self.env["crm.vip.tier"].sudo().search(Domain.TRUE):
                members._review_memberships(tier, company, day)
