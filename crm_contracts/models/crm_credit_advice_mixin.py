# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_amount

from .crm_credit_rules import limit_in_force, share_that_fits


class CrmCreditAdviceMixin(models.AbstractModel):
    """Why credit holds a document, and the way out, in words."""

    _name = "crm.credit.advice.mixin"
    _description = "Words of the Credit Check"

    def _credit_message(self, holds):
        """Sentences that name document, customer, rules and the way out.

        holds: [(Standing, reasons)], as _credit_holds returns them
        """
        sentences = [self.env._("%s is held by credit.", self.display_name)]
        if not self._may_read_credit():
            sentences.append(
                self.env._(
                    "The figures are shown to who sees the customer. Ask its owner or "
                    "contract finance, or ask for a release."
                )
            )
            return " ".join(sentences)
        ways = []
        for standing, reasons in holds:
            for reason in reasons:
                sentences.append(getattr(self, f"_credit_words_{reason}")(standing))
                ways += getattr(self, f"_credit_way_{reason}")(standing)
        if self._credit_hold_policy() != "block":
            ways.append(self.env._("ask for a release"))
        ways = list(dict.fromkeys(ways))
        sentences.append(self.env._("Way out: %s.", "; ".join(ways)))
        return " ".join(sentences)

    def _may_read_credit(self):
        """Whether the user sees the customer whose debts the words tell."""
        accounts = self.env["crm.customer"]
        return accounts._is_file_open(self._credit_partner(), self.company_id)

    def _credit_format(self, amount):
        return format_amount(self.env, amount, self.company_id.currency_id)

    def _credit_name(self, standing):
        head = self.env["res.partner"].sudo().browse(standing.head_id)
        if standing.scope == "customer":
            return head.display_name
        return self.env._("the group of %s", head.display_name)

    def _credit_words_amount(self, standing):
        limit, _source = limit_in_force(standing, self.company_id._credit_policy())
        used = standing.exposure
        return self.env._(
            "With it, %(name)s uses %(used)s of a credit limit of %(limit)s: %(over)s "
            "too much.",
            name=self._credit_name(standing),
            used=self._credit_format(used),
            limit=self._credit_format(limit),
            over=self._credit_format(used - limit),
        )

    def _credit_way_amount(self, standing):
        limit, _source = limit_in_force(standing, self.company_id._credit_policy())
        amount = self._credit_amount()
        before = standing.exposure - amount
        ways = self._credit_way_collect(standing)
        share = share_that_fits(limit, before, amount)
        if share:
            ways.append(
                self.env._(
                    "reduce it to %(share)s %% (%(amount)s)",
                    share=share,
                    amount=self._credit_format(amount * share / 100),
                )
            )
        return [*ways, self._credit_way_limit()]

    def _credit_way_collect(self, standing):
        if not standing.items:
            return [self.env._("collect a payment in advance")]
        _id, name, amount, _days = standing.items[0]
        return [
            self.env._(
                "collect %(invoice)s (%(amount)s)",
                invoice=name,
                amount=self._credit_format(amount),
            )
        ]

    def _credit_way_limit(self):
        return self.env._("have a limit decided under Contracts › Credit › Limits")

    def _credit_words_prepaid(self, standing):
        return self.env._(
            "%(name)s pays in advance (%(grade)s), but %(used)s would be on credit.",
            name=self._credit_name(standing),
            grade=standing.grade_name or self.env._("market with a risk"),
            used=self._credit_format(standing.exposure),
        )

    def _credit_way_prepaid(self, standing):
        return [
            self.env._(
                "collect %s first",
                self._credit_format(standing.exposure),
            ),
            self._credit_way_limit(),
        ]

    def _credit_words_expired(self, standing):
        return self.env._(
            "The credit limit of %s has expired.", self._credit_name(standing)
        )

    def _credit_way_expired(self, standing):
        return [self._credit_way_limit()]

    def _credit_words_grade(self, standing):
        return self.env._(
            "%(name)s gets no credit (grade %(grade)s).",
            name=self._credit_name(standing),
            grade=standing.grade_name,
        )

    def _credit_way_grade(self, standing):
        return [
            self.env._(
                "collect %s first",
                self._credit_format(standing.exposure),
            )
        ]

    def _credit_words_overdue(self, standing):
        allowed = standing.overdue_days_allowed
        if allowed is None:
            allowed = self.company_id.sudo().crm_credit_overdue_days
        return self.env._(
            "%(name)s is overdue with %(amount)s, the oldest for %(days)s days; "
            "%(allowed)s are allowed.",
            name=self._credit_name(standing),
            amount=self._credit_format(standing.overdue_amount),
            days=standing.overdue_days,
            allowed=allowed,
        )

    def _credit_way_overdue(self, standing):
        return self._credit_way_collect(standing)

    def _credit_words_promise(self, standing):
        return self.env._(
            "%(name)s has broken %(count)s promises to pay.",
            name=self._credit_name(standing),
            count=standing.broken_count,
        )

    def _credit_way_promise(self, standing):
        return self._credit_way_collect(standing)

    def _credit_words_certificate(self, standing):
        return self.env._(
            "A certificate of %s that credit asks for is missing or over.",
            self._credit_name(standing),
        )

    def _credit_way_certificate(self, standing):
        return [self.env._("file the certificate on the customer")]

    def _credit_words_money(self, standing):
        return self.env._(
            "Goods for %(amount)s would leave %(name)s before their money has come.",
            amount=self._credit_format(standing.uncovered_amount),
            name=self._credit_name(standing),
        )

    def _credit_way_money(self, standing):
        amount = self._credit_amount()
        before = standing.uncovered_amount - amount
        share = share_that_fits(0.0, before, amount)
        ways = [
            self.env._(
                "collect %s first", self._credit_format(standing.uncovered_amount)
            )
        ]
        if share:
            ways.append(self.env._("deliver %s %% now", share))
        return ways
