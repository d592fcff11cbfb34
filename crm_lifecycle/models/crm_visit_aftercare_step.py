# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time

from pytz import timezone, utc

from odoo import fields, models

from . import crm_visit_queries as queries

MORNING = time(9)


class CrmVisitAftercareStep(models.Model):
    """One contact: so long after the delivery, of this kind."""

    _name = "crm.visit.aftercare.step"
    _description = "Contact after a Delivery"
    _order = "aftercare_id, sequence, id"

    aftercare_id = fields.Many2one(
        comodel_name="crm.visit.aftercare",
        required=True,
        ondelete="cascade",
        index=True,
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    number = fields.Integer(string="After", default=1, required=True)
    unit = fields.Selection(
        selection=[
            ("days", "days"),
            ("weeks", "weeks"),
            ("months", "months"),
            ("years", "years"),
        ],
        default="weeks",
        required=True,
    )
    type_id = fields.Many2one(
        comodel_name="crm.visit.type",
        string="Kind of Visit",
        required=True,
        ondelete="restrict",
    )

    _number_positive = models.Constraint(
        "CHECK (number > 0)", "The contact follows the delivery."
    )

    def _aftercare_scope(self, company, today):
        self.ensure_one()
        policy = self.aftercare_id
        first, last = policy._due_range(today)
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        return queries.AftercareScope(
            step_id=self.id,
            company_id=company.id,
            interval=f"{self.number} {self.unit}",
            first=first,
            last=last,
            merge_days=policy.merge_days,
            customers=policy._rule_subselect(scope),
        )

    def _plan(self, rows):
        """Plans a contact for each (order, customer, visitor, day), at nine o'clock."""
        self.ensure_one()
        visits = self.env["crm.customer.visit"].sudo()
        visits.with_context(tracking_disable=True).create(
            [
                {
                    "customer_id": customer_id,
                    "user_id": user_id,
                    "type_id": self.type_id.id,
                    "name": self.name,
                    "date_start": self._morning(user_id, day),
                    "order_id": order_id,
                    "aftercare_step_id": self.id,
                }
                for order_id, customer_id, user_id, day in rows
            ]
        )

    def _morning(self, user_id, day):
        zone = timezone(self.env["res.users"].sudo().browse(user_id).tz or "UTC")
        local = zone.localize(datetime.combine(day, MORNING))
        return local.astimezone(utc).replace(tzinfo=None)
