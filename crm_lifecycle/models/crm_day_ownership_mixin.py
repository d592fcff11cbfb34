# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

PROTECTION_DAYS = 14
RECLAIM_DAYS = 7


class CrmDayOwnershipMixin(models.AbstractModel):
    """What may cost a person a customer: silence, reviews, unexplained losses."""

    _name = "crm.day.ownership.mixin"
    _description = "Things to Do about Ownership"
    _inherit = ["crm.day.kinds.mixin"]

    @api.model
    def _day_kinds(self, users):
        return super()._day_kinds(users) + [
            self._day_protections(users),
            self._day_reclaims(users),
            self._day_statements(users),
            self._day_losses(users),
        ]

    def _day_protections(self, users):
        today = self._day_today()
        return self._kind(
            "protection",
            self.env._("Protection ends"),
            "fa-shield",
            "crm.customer",
            Domain("user_id", "in", users.ids)
            & Domain("date_protected_until", ">=", today)
            & Domain(
                "date_protected_until", "<=", today + timedelta(days=PROTECTION_DAYS)
            ),
            date="date_protected_until",
            user="user_id",
        )

    def _day_reclaims(self, users):
        customers = self.env["crm.customer"]
        return self._kind(
            "reclaim",
            self.env._("About to be taken back"),
            "fa-life-ring",
            "crm.customer",
            Domain("user_id", "in", users.ids)
            & customers._reclaim_due_domain(days_ahead=RECLAIM_DAYS),
            date="date_reclaim",
            user="user_id",
        )

    def _day_statements(self, users):
        return self._kind(
            "statement",
            self.env._("Statements to give"),
            "fa-comment-o",
            "crm.customer.review",
            Domain("user_id", "in", users.ids) & Domain("state", "=", "open"),
            user="user_id",
        )

    def _day_losses(self, users):
        return self._kind(
            "loss",
            self.env._("Losses to explain"),
            "fa-chain-broken",
            "crm.customer.loss",
            Domain("user_id", "in", users.ids)
            & Domain("state", "=", "open")
            & Domain("type_id", "=", False),
            user="user_id",
        )
