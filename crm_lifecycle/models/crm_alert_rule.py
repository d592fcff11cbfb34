# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmAlertRule(models.Model):
    """A signal that a customer may leave: a condition on facts, with what to do."""

    _name = "crm.alert.rule"
    _description = "Alert Rule"
    _inherit = ["crm.rule.mixin"]
    _order = "severity desc, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the rule serves every company."
    )
    severity = fields.Selection(
        selection=[("1", "Notice"), ("2", "Warning"), ("3", "Urgent")],
        default="2",
        required=True,
    )
    advice = fields.Text(translate=True, help="What the owner should do.")
    plan_activity = fields.Boolean(
        string="Task for the Owner",
        help="The owner of the customer gets a task when the alert is raised.",
    )
    alert_count = fields.Integer(string="Open Alerts", compute="_compute_alert_count")

    def _compute_alert_count(self):
        groups = self.env["crm.customer.alert"]._read_group(
            [("rule_id", "in", self.ids), ("state", "=", "open")],
            ["rule_id"],
            ["__count"],
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.alert_count = counts.get(rule.id, 0)

    def action_view_alerts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_alert_action"
        )
        action["domain"] = [("rule_id", "=", self.id)]
        return action

    @api.model
    def _rules_of_company(self, company_id):
        return self.sudo().search(
            [
                ("company_id", "in", [company_id, False]),
                ("active", "=", True),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ]
        )

    def _facts_that_raise(self, customers):
        """{customer: names of the stored facts for which the rule holds}, in its order.

        Of a rule that is met by one fact or another, only what was met is evidence.
        """
        self.ensure_one()
        known = self.env["crm.customer"]._fields
        facts = {customer: [] for customer in customers}
        for condition in self._rule_as_domain().iter_conditions():
            name = condition.field_expr.split(".")[0]
            if not known[name].store:
                continue
            for customer in customers.filtered_domain(condition):
                if name not in facts[customer]:
                    facts[customer].append(name)
        return facts
