# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from . import crm_lifecycle_queries as queries
from .crm_customer_queries import touch_accounts


class CrmCustomerAlertMixin(models.AbstractModel):
    """Signals that the customer may leave, raised and withdrawn by rules on facts."""

    _name = "crm.customer.alert.mixin"
    _description = "Customer Alerts"

    alert_ids = fields.One2many("crm.customer.alert", "customer_id", string="Alerts")
    alert_count = fields.Integer(
        string="Open Alerts",
        readonly=True,
        copy=False,
        help="Signals nobody has dealt with yet.",
    )
    churn_risk = fields.Selection(
        selection=[("1", "Notice"), ("2", "Warning"), ("3", "Urgent")],
        string="Risk of Leaving",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Severity of the gravest signal that still holds.",
    )
    date_address_change = fields.Date(
        string="Address Changed on",
        readonly=True,
        copy=False,
        help="Day the street, the town or the country of the customer last changed.",
    )

    def action_view_alerts(self):
        return self._window_action("crm_lifecycle.crm_customer_alert_action")

    @api.model
    def _note_address_change(self, partners):
        """Remembers the day for the accounts of `partners`; rules look at it."""
        today = fields.Date.context_today(self)
        self.env.flush_all()
        rows = self.env.execute_query(queries.note_address_change(partners.ids, today))
        self.invalidate_model(["date_address_change"])
        if rows:
            self.env.execute_query(touch_accounts([row[0] for row in rows]))
            self._wake_refresh()

    def _prepare_alerts_for_merge(self, kept):
        """A signal is raised once: what the kept account already shows is over here."""
        raised = kept.alert_ids.filtered(lambda a: a.state != "over").rule_id
        for alert in self.alert_ids.filtered(lambda a: a.state != "over"):
            if alert.rule_id in raised:
                alert.sudo().state = "over"
            raised |= alert.rule_id

    @api.model
    def _apply_alert_rules(self, scope):
        """Raises alerts for customers that newly meet a rule, ends those that do not.

        Returns the ids of customers whose number of open alerts or risk changed.
        """
        self.env.flush_all()
        rules = self.env["crm.alert.rule"]._rules_of_company(scope.company_id)
        matches = [(rule.id, rule._rule_subselect(scope)) for rule in rules]
        self.env.execute_query(queries.end_alerts(scope, matches))
        raised = self.env.execute_query(queries.raise_alerts(scope, matches))
        alerts = self.env["crm.customer.alert"].browse(row[0] for row in raised)
        alerts.invalidate_model()
        alerts._note_evidence()
        return self._count_alerts(scope)

    @api.model
    def _count_alerts(self, scope):
        self.env.flush_all()
        changed = self.env.execute_query(queries.count_alerts(scope))
        self.env["crm.customer"].invalidate_model(["alert_count", "churn_risk"])
        return {row[0] for row in changed}
