# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime

from odoo import api, fields, models
from odoo.tools import format_amount, format_date


class CrmCustomerAlert(models.Model):
    """A signal raised for one customer, with the facts as they were that day."""

    _name = "crm.customer.alert"
    _description = "Customer Alert"
    _inherit = ["crm.guarded.mixin"]
    _order = "state, severity desc, date desc, id desc"
    _rec_name = "rule_id"

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id", "date", "rule_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="customer_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    rule_id = fields.Many2one(
        comodel_name="crm.alert.rule",
        string="Signal",
        required=True,
        index=True,
        ondelete="cascade",
    )
    severity = fields.Selection(related="rule_id.severity", store=True)
    advice = fields.Text(related="rule_id.advice")
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Owner", store=True, index=True
    )
    date = fields.Date(string="Raised on", required=True)
    evidence = fields.Json(
        string="Facts of the Day", readonly=True, help="By name of the field."
    )
    evidence_text = fields.Text(string="Evidence", compute="_compute_evidence_text")
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("handled", "Handled"),
            ("over", "Passed by Itself"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
    )
    date_closed = fields.Date(readonly=True)
    handled_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    note = fields.Char(help="What was done about it.")

    _open_unique = models.UniqueIndex(
        "(customer_id, rule_id) WHERE state != 'over'",
        "This signal is already raised for the customer.",
    )

    @api.depends("evidence")
    @api.depends_context("lang")
    def _compute_evidence_text(self):
        known = self.env["crm.customer"]._fields
        for alert in self:
            lines = [
                f"{known[name]._description_string(self.env)}: "
                f"{alert._fact_in_words(known[name], value)}"
                for name, value in (alert.evidence or {}).items()
                if name in known
            ]
            alert.evidence_text = "\n".join(lines)

    def action_handle(self):
        """The owner or a superior says that something was done about it."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        self.filtered(lambda alert: alert.state == "open").sudo().write(
            {"state": "handled", "date_closed": today, "handled_by_id": self.env.uid}
        )
        self._recount()

    def action_undo(self):
        self.check_access("write")
        self.filtered(lambda alert: alert.state == "handled").sudo().write(
            {"state": "open", "date_closed": False, "handled_by_id": False}
        )
        self._recount()

    def action_view_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "views": [(False, "form")],
        }

    def _recount(self):
        customers = self.sudo().customer_id
        for company, accounts in customers.grouped("company_id").items():
            accounts._count_alerts(customers._fact_scope(company, accounts))

    def _fact_in_words(self, field, value):
        self.ensure_one()
        if field.type == "monetary":
            return format_amount(self.env, value or 0.0, self.company_id.currency_id)
        if field.type == "date":
            return format_date(self.env, value) if value else "–"
        if field.type == "selection" and value:
            return dict(field._description_selection(self.env)).get(value, value)
        if field.name.endswith("_rate"):
            return f"{value or 0.0:.0%}"
        if field.type == "float":
            return f"{value or 0.0:.2f}"
        return str(value) if value or value == 0 else "–"

    @api.model
    def _fact_as_json(self, value):
        if isinstance(value, models.BaseModel):
            return value.display_name or False
        if isinstance(value, date | datetime):
            return value.isoformat()
        return value

    def _note_evidence(self):
        """Keeps the facts that raised each alert; plans the task the rule asks for."""
        for rule, alerts in self.grouped("rule_id").items():
            facts = rule._facts_that_raise(alerts.customer_id)
            for alert in alerts:
                customer = alert.customer_id
                alert.evidence = {
                    name: self._fact_as_json(customer[name]) for name in facts[customer]
                }
            if rule.plan_activity:
                alerts._plan_activities()

    def _plan_activities(self):
        for alert in self.filtered("user_id"):
            alert.customer_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=alert.rule_id.name,
                note=alert.advice,
                user_id=alert.user_id.id,
            )
