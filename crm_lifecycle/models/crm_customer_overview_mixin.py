# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo import fields, models
from odoo.tools import format_amount, format_date

NEXT = 3
LAST = 5


class CrmCustomerOverviewMixin(models.AbstractModel):
    """The first page of a customer: what comes next, and what happened."""

    _name = "crm.customer.overview.mixin"
    _description = "Overview of the Customer"

    overview_next = fields.Text(
        string="What Comes Next",
        compute="_compute_overview",
        help="The next three things to do for this customer, whoever does them.",
    )
    overview_last = fields.Text(
        string="What Happened",
        compute="_compute_overview",
        help="The last five things that happened, whoever did them.",
    )

    def _compute_overview(self):
        """Shown on the form only: one query per kind of thing and customer."""
        for customer in self:
            account = customer._origin
            coming = sorted(account._things_next(), key=lambda thing: thing[0])
            past = sorted(account._things_last(), key=lambda thing: thing[0])
            customer.overview_next = self._things_in_words(coming[:NEXT])
            customer.overview_last = self._things_in_words(past[: -LAST - 1 : -1])

    def action_view_invoices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["domain"] = [
            ("commercial_partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
            ("move_type", "in", ["out_invoice", "out_refund"]),
        ]
        action["context"] = {
            "default_move_type": "out_invoice",
            "default_partner_id": self.partner_id.id,
        }
        return action

    def _things_next(self):
        """List of (day, words) of what is planned; extend it with super()."""
        if not self:
            return []
        mine = ("customer_id", "=", self.id)
        visits = self.env["crm.customer.visit"].search(
            [mine, ("state", "in", ["planned", "agreed"])],
            order="date_start",
            limit=NEXT,
        )
        care = self.env["crm.care.task"].search(
            [mine, ("state", "=", "todo")], order="date_due", limit=NEXT
        )
        activities = self.activity_ids.sorted("date_deadline")[:NEXT]
        things = [(self._day(v.date_start), v.name) for v in visits]
        things += [(task.date_due, task.display_name) for task in care]
        return things + [
            (task.date_deadline, task.summary or task.activity_type_id.name)
            for task in activities
        ]

    def _things_last(self):
        """List of (day, words) of what happened; extend it with super()."""
        if not self:
            return []
        mine = ("customer_id", "=", self.id)
        visits = self.env["crm.customer.visit"].search(
            [mine, ("state", "in", ["done", "reviewed"])],
            order="date_start desc",
            limit=LAST,
        )
        orders = self.env["sale.order"].search(
            [
                ("partner_id.commercial_partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
            ],
            order="date_order desc",
            limit=LAST,
        )
        moves = self.env["crm.customer.stage.history"].search(
            [mine], order="date desc", limit=LAST
        )
        things = [
            (self._day(v.date_start), f"{v.user_id.name}: {v.outcome}") for v in visits
        ]
        for order in orders:
            amount = format_amount(self.env, order.amount_untaxed, order.currency_id)
            things.append((self._day(order.date_order), f"{order.name} {amount}"))
        return things + [
            (self._day(move.date), self.env._("Stage: %s", move.stage_id.name))
            for move in moves
        ]

    def _day(self, moment):
        """The user's calendar day of a moment."""
        if isinstance(moment, datetime):
            return fields.Datetime.context_timestamp(self, moment).date()
        return moment

    def _things_in_words(self, things):
        return "\n".join(
            f"{format_date(self.env, day)}  {words}" for day, words in things
        )
