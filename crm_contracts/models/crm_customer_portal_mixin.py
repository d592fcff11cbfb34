# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date


class CrmCustomerPortalMixin(models.AbstractModel):
    """What a customer does about its own debts in the portal.

    Called by the portal on the account (sudo) of the user's own company; the rules a
    customer has to keep are here, not in the page.
    """

    _name = "crm.customer.portal.mixin"
    _description = "A Customer in the Portal"

    def _customer_promises(self, amount, date, note="", today=None):
        """One promise at a time, not beyond what is open, not too far away."""
        self.ensure_one()
        self._lock_money()
        today = today or self._today(self.company_id)
        self._check_no_open_promise()
        limit = today + timedelta(days=self.company_id.collection_promise_limit)
        if date and date > limit:
            raise UserError(
                self.env._(
                    "Please choose a day until %s, or call us.",
                    format_date(self.env, limit),
                )
            )
        owed = sum(self._statement_items().mapped("company_amount"))
        currency = self.company_id.currency_id
        if currency.compare_amounts(amount, max(owed, 0.0)) > 0:
            raise UserError(
                self.env._(
                    "%(amount)s are open; a promise is for that at most.",
                    amount=currency.format(max(owed, 0.0)),
                )
            )
        return self.env["crm.collection.promise"]._give(
            self, amount, date, today, source="portal", note=(note or "")[:200]
        )

    def _check_no_open_promise(self):
        known = self.env["crm.collection.promise"].search(
            Domain("customer_id", "=", self.id) & Domain("state", "=", "open"), limit=1
        )
        if known:
            raise UserError(
                self.env._(
                    "You promised %(promise)s already. If that changes, please call "
                    "us.",
                    promise=known.name,
                )
            )

    def _customer_disputes(self, move, amount, reason, note="", today=None):
        """Only its own invoices, with a reason and words we can work on."""
        self.ensure_one()
        if (
            move.commercial_partner_id != self.partner_id
            or move.company_id != self.company_id
        ):
            raise AccessError(self.env._("This is no invoice of yours."))
        if not reason:
            raise UserError(self.env._("Please choose a reason."))
        if not (note or "").strip():
            raise UserError(self.env._("Please say in a sentence what is wrong."))
        return self.env["crm.collection.dispute"]._dispute(
            move, amount, reason, today, source="portal", note=note.strip()[:2000]
        )
