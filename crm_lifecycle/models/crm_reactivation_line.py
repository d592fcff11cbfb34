# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmReactivationLine(models.Model):
    """One old customer of a list: asked when, wants or not, ordered or not."""

    _name = "crm.reactivation.line"
    _description = "Customer on a Reactivation List"
    _inherit = ["crm.guarded.mixin"]
    _order = "list_id desc, id"
    _check_company_auto = True

    _frozen_fields = frozenset({"customer_id", "list_id"})

    list_id = fields.Many2one(
        comodel_name="crm.reactivation", required=True, ondelete="cascade", index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(related="list_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Owner", store=True, index=True
    )
    date_last_order = fields.Date(related="customer_id.date_last_order")
    phone = fields.Char(related="customer_id.phone")
    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        string="Call or Visit",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    intention = fields.Selection(
        selection=[
            ("unknown", "Not known yet"),
            ("confirmed", "Still wants"),
            ("none", "Wants no more"),
        ],
        default="unknown",
        required=True,
        readonly=True,
        index=True,
    )
    date_intention = fields.Date(string="Asked on", readonly=True, copy=False)
    note = fields.Char()
    order_count = fields.Integer(string="Orders after", readonly=True, copy=False)
    order_amount = fields.Monetary(string="Turnover after", readonly=True, copy=False)
    is_won = fields.Integer(string="Ordered Again", readonly=True, copy=False)

    _customer_unique = models.Constraint(
        "UNIQUE (list_id, customer_id)", "This customer is on the list already."
    )

    @api.depends("customer_id", "list_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.customer_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.customer_id.check_access("read")
        lines.list_id.check_access("write")
        return lines

    def action_confirmed(self):
        self._record("confirmed")

    def action_none(self):
        self._record("none")

    def action_unknown(self):
        self._record("unknown")

    def _record(self, intention):
        """What the customer said, as told by the owner, a leader or the keeper."""
        self.check_access("write")
        groups = ("team", "archive")
        leads = any(
            self.env.user.has_group(f"crm_lifecycle.crm_lifecycle_group_{name}")
            for name in groups
        )
        for line in self:
            if not (leads or line.user_id == self.env.user):
                raise AccessError(
                    self.env._(
                        "%(customer)s is asked by %(owner)s.",
                        customer=line.customer_id.display_name,
                        owner=line.user_id.name,
                    )
                )
        known = intention != "unknown"
        self.sudo().write(
            {
                "intention": intention,
                "date_intention": fields.Date.context_today(self) if known else False,
            }
        )

    def _plan_contacts(self):
        """One planned contact each, from the next working day on, per owner."""
        for owner, lines in self.grouped("user_id").items():
            days = self._working_days(len(lines) // lines[:1].list_id.per_day + 1)
            for number, line in enumerate(lines):
                place = number // line.list_id.per_day
                visit = self.env["crm.customer.visit"].create(
                    line._prepare_visit_values(owner, days[place])
                )
                line.sudo().visit_id = visit

    def _prepare_visit_values(self, owner, day):
        zone = timezone(owner.tz or "UTC")
        start = zone.localize(datetime.combine(day, time(10)))
        return {
            "customer_id": self.customer_id.id,
            "user_id": owner.id,
            "type_id": self.list_id.visit_type_id.id,
            "date_start": start.astimezone(utc).replace(tzinfo=None),
            "purpose": self.env._("Ask whether they still want: %s", self.list_id.name),
        }

    @api.model
    def _working_days(self, count):
        """The next `count` days from tomorrow on that are no weekend."""
        days = []
        day = fields.Date.context_today(self)
        while len(days) < count:
            day += timedelta(days=1)
            if day.weekday() < 5:
                days.append(day)
        return days
