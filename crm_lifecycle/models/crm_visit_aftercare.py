# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_visit_queries as queries


class CrmVisitAftercare(models.Model):
    """Contacts after a delivery: 1 week, 1 month, 1 quarter, 1 year (S-232)."""

    _name = "crm.visit.aftercare"
    _description = "Contacts after a Delivery"
    _inherit = ["crm.rule.mixin"]
    _order = "id"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for every company.", index=True
    )
    rule_enabled = fields.Boolean(default=False)
    date_from = fields.Date(
        string="Contacts from",
        default=fields.Date.context_today,
        required=True,
        help="Contacts that were due before this day are not planned afterwards.",
    )
    horizon_days = fields.Integer(
        string="Plan Ahead (Days)",
        default=14,
        required=True,
        help="How many days before it is due a contact appears in the plan.",
    )
    merge_days = fields.Integer(
        string="One Contact within (Days)",
        default=7,
        required=True,
        help="Several deliveries to a customer within so many days share one contact.",
    )
    step_ids = fields.One2many(
        comodel_name="crm.visit.aftercare.step",
        inverse_name="aftercare_id",
        copy=True,
    )

    @api.model
    def _plan_due_contacts(self, company, today, limit):
        """Plans up to `limit` contacts of a company; returns how many it planned.

        A contact is unique per order and step, so that a job which was killed, or two
        at once, plan none twice.
        """
        self.env.flush_all()
        planned = 0
        policies = self.sudo().search(
            [("rule_enabled", "=", True), ("company_id", "in", [False, company.id])]
        )
        for step in policies.step_ids:
            rows = self.env.execute_query(
                queries.aftercare_due(
                    step._aftercare_scope(company, today),
                    self._delivery_day(company),
                    limit - planned,
                )
            )
            step._plan(rows)
            planned += len(rows)
            if planned >= limit:
                break
        return planned

    @api.model
    def _delivery_day(self, company):
        """SQL of the day an order (alias so) was delivered, as far as Odoo knows.

        The delivery when stock is installed, else the promised day, else the day of
        the order.
        """
        zone = company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        has_stock = "effective_date" in self.env["sale.order"]._fields
        return queries.delivery_day(zone, has_stock)

    def _due_range(self, today):
        self.ensure_one()
        return self.date_from, today + timedelta(days=self.horizon_days)

    @api.model
    def _cron_plan_aftercare(self, batch=200):
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            today = self.env["crm.customer"]._today(company)
            while planned := self._plan_due_contacts(company, today, batch):
                if not cron._commit_progress(planned, remaining=1):
                    return
        cron._commit_progress(remaining=0)
