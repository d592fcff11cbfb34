# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_amount

from .crm_credit_rules import items_to_collect, limit_in_force, share_that_fits

# so many invoices are named, more are counted
NAMED = 3


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
            if "overdue" not in reasons and standing.overdue_days > 0:
                sentences.append(self._credit_words_oldest(standing))
            ways += self._credit_way_collect(standing, reasons)
        ways += self._credit_way_share(holds)
        for standing, reasons in holds:
            for reason in reasons:
                way = getattr(self, f"_credit_way_{reason}", None)
                ways += way(standing) if way else []
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
        used, over = standing.exposure, self._credit_excess(standing)
        return self.env._(
            "With it, %(name)s uses %(used)s of a credit limit of %(limit)s: %(over)s "
            "too much.",
            name=self._credit_name(standing),
            used=self._credit_format(used),
            limit=self._credit_format(used - over),
            over=self._credit_format(over),
        )

    def _credit_words_oldest(self, standing):
        return self.env._(
            "The oldest item of %(name)s is overdue for %(days)s days.",
            name=self._credit_name(standing),
            days=standing.overdue_days,
        )

    def _credit_way_amount(self, standing):
        return [self._credit_way_limit()]

    def _credit_excess(self, standing):
        limit, _source = limit_in_force(standing, self.company_id._credit_policy())
        return standing.exposure - limit

    def _credit_days_allowed(self, standing):
        if standing.overdue_days_allowed is not None:
            return standing.overdue_days_allowed
        return self.company_id.sudo().crm_credit_overdue_days

    def _credit_way_share(self, holds):
        """The share that goes on now; only where nothing but the amount holds.

        Goods of a confirmed order are in the figures already, delivered or not: at the
        delivery a smaller one would free nothing.
        """
        reasons = {reason for _standing, names in holds for reason in names}
        if reasons != {"amount"} or self._credit_checkpoint == "delivery":
            return []
        amount = self._credit_amount()
        share = min(
            share_that_fits(
                standing.exposure - self._credit_excess(standing),
                standing.exposure - amount,
                amount,
            )
            for standing, _names in holds
        )
        return [self._credit_words_share(share, amount)] if share else []

    def _credit_words_share(self, share, amount):
        return self.env._(
            "reduce it to %(share)s %% (%(amount)s)",
            share=share,
            amount=self._credit_format(amount * share / 100),
        )

    def _credit_way_collect(self, standing, reasons):
        """The oldest overdue items whose payment is enough, and what is missing."""
        if not {"amount", "overdue", "promise"} & set(reasons):
            return []
        items, missing = items_to_collect(
            standing.items,
            self._credit_excess(standing) if "amount" in reasons else 0.0,
            self._credit_days_allowed(standing) if "overdue" in reasons else None,
            self.company_id.currency_id.decimal_places,
        )
        ways = [
            self.env._(
                "%(invoice)s (%(amount)s)",
                invoice=name,
                amount=self._credit_format(amount),
            )
            for _id, name, amount, _days in items[:NAMED]
        ]
        if len(items) > NAMED:
            ways.append(self.env._("%s invoices after them", len(items) - NAMED))
        if missing:
            ways.append(self.env._("%s more", self._credit_format(missing)))
            if not items:
                ways = [self._credit_format(missing)]
        if not ways:
            return [self.env._("collect a payment in advance")]
        return [self.env._("collect %s", ", ".join(ways))]

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
        return self.env._(
            "%(name)s is overdue with %(amount)s, the oldest for %(days)s days; "
            "%(allowed)s are allowed.",
            name=self._credit_name(standing),
            amount=self._credit_format(standing.overdue_amount),
            days=standing.overdue_days,
            allowed=self._credit_days_allowed(standing),
        )

    def _credit_words_promise(self, standing):
        return self.env._(
            "%(name)s has broken %(count)s promises to pay.",
            name=self._credit_name(standing),
            count=standing.broken_count,
        )

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
