# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from .crm_customer_belongings_mixin import Belonging


class CrmVisitAgendaMixin(models.AbstractModel):
    """Visits and care still to come go along when the customer changes hands."""

    _name = "crm.visit.agenda.mixin"
    _description = "Agenda That Goes along with a Customer"
    _inherit = ["crm.customer.belongings.mixin"]

    def _belongings(self, user):
        mine = Domain("customer_id", "in", self.ids) & Domain("user_id", "=", user.id)
        visits = self.env["crm.customer.visit"].sudo()
        tasks = self.env["crm.care.task"].sudo()
        return [
            *super()._belongings(user),
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
        ]
