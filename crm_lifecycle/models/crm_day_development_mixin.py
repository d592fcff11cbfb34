# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmDayDevelopmentMixin(models.AbstractModel):
    """New customers that are still to be won, old ones that are to be asked."""

    _name = "crm.day.development.mixin"
    _description = "Things to Do for New and Old Customers"

    @api.model
    def _day_kinds(self, users):
        return super()._day_kinds(users) + [
            self._day_plans_behind(users),
            self._day_reactivations(users),
        ]

    def _day_plans_behind(self, users):
        return self._kind(
            "development",
            self.env._("New-customer plans behind"),
            "fa-line-chart",
            "crm.development.plan",
            Domain("user_id", "in", users.ids) & Domain("is_behind", "=", True),
            date="date_to",
            user="user_id",
        )

    def _day_reactivations(self, users):
        """Whom a visit is planned for waits there; these have none yet."""
        return self._kind(
            "reactivation",
            self.env._("Old customers to ask"),
            "fa-phone",
            "crm.reactivation.line",
            Domain("user_id", "in", users.ids)
            & Domain("intention", "=", "unknown")
            & Domain("visit_id", "=", False),
            user="user_id",
            detail="list_id",
        )
