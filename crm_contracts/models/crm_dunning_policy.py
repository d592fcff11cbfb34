# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmDunningPolicy(models.Model):
    """How a pool of customers is reminded: steps before and after the due date.

    A customer follows the first policy, in their order, whose rule it meets.
    """

    _name = "crm.dunning.policy"
    _description = "Dunning Policy"
    _inherit = ["crm.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the policy serves every company."
    )
    quiet_days = fields.Integer(
        default=5,
        help="After a reminder, a call or a letter nobody reminds again for so many "
        "days, whatever the channel.",
    )
    amount_min = fields.Float(
        string="Smallest Amount",
        digits=(16, 2),
        help="In the company's currency; less than this is not worth a reminder.",
    )
    with_instalments = fields.Boolean(
        string="Instalments before an Invoice",
        default=True,
        help="Due instalments of contracts are reminded although nobody invoiced them.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Collector",
        domain="[('share', '=', False)]",
        help="Gets calls, letters and legal cases of customers without a collector of "
        "their own.",
    )
    step_ids = fields.One2many(
        "crm.dunning.step", "policy_id", string="Steps", copy=True
    )

    _numbers_positive = models.Constraint(
        "CHECK (quiet_days >= 0 AND amount_min >= 0)",
        "Quiet days and the smallest amount cannot be negative.",
    )

    def action_simulate(self):
        """What tonight's run would do, with this policy switched on."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_dunning_simulation_action"
        )
        action["context"] = {"default_policy_id": self.id}
        return action

    @api.model
    def _policies_of_company(self, company):
        """Policies that are switched on, in their order (sudo)."""
        return self.sudo().search(
            Domain("company_id", "in", [company.id, False])
            & Domain("rule_enabled", "=", True)
            & Domain("step_ids", "!=", False)
        )

    def _assign(self, customers):
        """{customer id: first of these policies whose rule the customer meets}."""
        assigned = {}
        accounts = self.env["crm.customer"].sudo()
        for policy in self:
            rest = [key for key in customers.ids if key not in assigned]
            met = accounts.search(policy._rule_as_domain() & Domain("id", "in", rest))
            assigned.update(dict.fromkeys(met.ids, policy))
        return assigned

    def _step_at(self, days):
        return self.step_ids.filtered(lambda step: step.days == days)[:1]
