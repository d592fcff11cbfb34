# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from .crm_customer_belongings_mixin import Belonging


class CrmVisitAgendaMixin(models.AbstractModel):
    """Visits, care and plans still to come go along when the customer changes hands."""

    _name = "crm.visit.agenda.mixin"
    _description = "Agenda That Goes along with a Customer"
    _inherit = ["crm.customer.belongings.mixin"]

    def _belongings(self, user):
        where = Domain("customer_id", "in", self.ids)
        return [*super()._belongings(user), *self._agenda(user, where)]

    def _belongings_without_customer(self, user, company):
        """What the person has to do at customers of colleagues."""
        where = Domain("customer_id.company_id", "=", company.id)
        rest = super()._belongings_without_customer(user, company)
        return [*rest, *self._agenda(user, where)]

    def _agenda(self, user, where):
        """List of Belonging: what `user` still has to do at customers of a Domain."""
        mine = where & Domain("user_id", "=", user.id)
        visits = self.env["crm.customer.visit"].sudo()
        tasks = self.env["crm.care.task"].sudo()
        plans = self.env["crm.customer.plan"].sudo()
        steps = self.env["crm.customer.plan.step"].sudo()
        return [
            Belonging(
                "visits",
                self.env._("Planned Visits"),
                visits.search(mine & Domain("state", "in", ("planned", "agreed"))),
                "user_id",
            ),
            Belonging(
                "care",
                self.env._("Care Tasks"),
                tasks.search(mine & Domain("state", "=", "todo")),
                "user_id",
            ),
            Belonging(
                "activities",
                self.env._("Customer Plans"),
                plans.search(mine & Domain("state", "!=", "closed")),
                "user_id",
            ),
            Belonging(
                "activities",
                self.env._("Steps of customer plans"),
                steps.search(
                    mine
                    & Domain("is_done", "=", False)
                    & Domain("plan_id.state", "!=", "closed")
                ),
                "user_id",
            ),
        ]
