# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .crm_compensation_rules import GRANTED_STATES, granted_total, role_limit

MANAGERS = "crm_complaints.crm_complaints_group_manager"


class CrmComplaintLimitMixin(models.AbstractModel):
    """Who may grant how much, and what follows when somebody else is asked."""

    _name = "crm.complaint.limit.mixin"
    _description = "Limits of a Compensation"

    date_granted = fields.Date(
        string="Granted on",
        readonly=True,
        copy=False,
        help="Day on which it was offered, or approval was asked for: the day of its "
        "budget.",
    )
    budget_team_id = fields.Many2one(
        comodel_name="crm.complaint.team",
        string="Team That Granted",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The team of the complaint on that day, whose budget it uses; it stays "
        "when the complaint goes to another team.",
    )
    is_approved = fields.Boolean(string="Approved", readonly=True, copy=False)
    is_over_budget = fields.Boolean(string="Over Budget", readonly=True, copy=False)
    approval_reason = fields.Text(
        string="Why Somebody Else Says Yes",
        readonly=True,
        copy=False,
        help="The limits and budgets that the offer exceeded when it was made.",
    )

    def _grant(self):
        """Notes the grant of this day; returns why somebody else must say yes.

        Budgets are taken one after the other, so that two offers at once cannot
        exceed one of them.
        """
        self.ensure_one()
        offer = self.sudo()
        offer.write(
            {
                "date_granted": self._today(),
                "budget_team_id": offer.team_id.id,
                "amount_company": self._in_company_currency(self.amount),
            }
        )
        budgets = self.env["crm.complaint.budget"].sudo()._budgets_of(offer)
        exceeded = budgets._exceeded_by(offer)
        offer.is_over_budget = bool(exceeded)
        reasons = [budget._words_exceeded(offer) for budget in exceeded]
        limit, total = self._limit_of(self.env.user), self._granted_so_far()
        if self.company_currency_id.compare_amounts(total, limit) > 0:
            reasons.append(self._words_above_limit(total, limit))
        if reasons and (words := self._words_above_managers()):
            reasons.append(words)
        offer.approval_reason = "\n".join(reasons)
        return reasons

    def _words_above_limit(self, total, limit):
        """By how much, and which limit of which role and tier it is."""
        money = self.company_currency_id.format
        words = [
            self.env._(
                "Granted to the customer with this: %(total)s; %(user)s grants up to "
                "%(limit)s.",
                total=money(total),
                user=self.env.user.name,
                limit=money(limit),
            )
        ]
        words.append(self._words_of_role(self.env.user))
        tier = self.sudo().customer_id.vip_tier_id
        if tier:
            words.append(
                self.env._(
                    "Tier %(tier)s: times %(factor)g and %(extra)s more.",
                    tier=tier.name,
                    factor=tier.compensation_factor,
                    extra=money(tier.compensation_extra),
                )
            )
        return " ".join(words)

    def _words_of_role(self, user):
        """Which limit counts for a person: managers', the team's or agents'."""
        base = self.company_currency_id.format(self._base_limit_of(user))
        if user.has_group(MANAGERS):
            return self.env._("Limit of complaint managers: %s.", base)
        team = self.sudo().team_id
        if team.compensation_limit:
            return self.env._(
                "Limit of the team %(team)s: %(limit)s.", team=team.name, limit=base
            )
        return self.env._("Limit of agents: %s.", base)

    def _base_limit_of(self, user):
        company, team = self.company_id, self.sudo().team_id
        if user.has_group(MANAGERS):
            return company.complaint_limit_manager
        return team.compensation_limit or company.complaint_limit_agent

    def _limit_of(self, user):
        """How much one person may grant to this customer, in the company's currency."""
        return self._with_tier(self._base_limit_of(user))

    def _with_tier(self, base):
        tier = self.sudo().customer_id.vip_tier_id
        if not tier:
            return base
        return role_limit(base, tier.compensation_factor, tier.compensation_extra)

    def _granted_so_far(self):
        """Granted with this one: slices over lines, offers or cases are added up.

        Counted are all offers of this complaint, and those of the customer's other
        complaints of the last days (a setting) that nobody else approved.
        """
        offers = self.sudo()
        first = fields.Date.subtract(
            self._today(), days=self.company_id.complaint_limit_days
        )
        elsewhere = offers.search(
            [
                ("customer_id", "=", self.customer_id.id),
                ("complaint_id", "!=", self.complaint_id.id),
                ("state", "in", GRANTED_STATES),
                ("date_granted", ">", first),
                ("is_approved", "=", False),
            ]
        )
        here = offers.complaint_id.compensation_ids - offers
        granted = here.filtered(lambda offer: offer.state in GRANTED_STATES)
        return (granted | elsewhere | offers)._total_of("amount_company")

    def _total_of(self, name):
        """Sum of an amount, of alternatives only the dearest."""
        return granted_total([(offer._choice_key(), offer[name]) for offer in self])

    def _choice_key(self):
        """Alternatives of one complaint share a key until one of them is taken."""
        is_open = self.state in ("proposed", "waiting", "offered")
        return self.complaint_id.id if self.is_alternative and is_open else None

    def _in_company_currency(self, amount):
        company = self.company_id
        return self.currency_id._convert(
            amount, company.currency_id, company, fields.Date.context_today(self)
        )

    def _approval_customer(self):
        return self.customer_id

    def _approval_title(self):
        if self.complaint_id.is_confidential:
            return self.env._(
                "Compensation of %s for a confidential case", self._amount_words()
            )
        return self.env._(
            "Compensation of %(amount)s for %(complaint)s, %(customer)s",
            amount=self._amount_words(),
            complaint=self.complaint_id.name,
            customer=self.sudo().customer_id.display_name,
        )

    def _on_approval_decided(self, approval):
        if self.state != "waiting":
            return
        if approval.state == "approved":
            self.is_approved = True
            self._set_offered()
            self._tell_offer()
        elif approval.state == "refused":
            comment = approval.step_ids.filtered("decided_by_id")[-1:].comment
            self.write({"state": "refused", "answer_reason": comment})
        else:
            self.write(
                {"state": "proposed", "date_granted": False, "budget_team_id": False}
            )
