# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmApprovalRule(models.Model):
    _name = "crm.approval.rule"
    _description = "Approval Rule"
    _order = "kind, amount_from, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(), required=True, index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the rule serves every company."
    )
    amount_from = fields.Float(
        string="From Amount",
        help="The rule serves this amount and more, in the company's currency; the "
        "rule with the highest fitting amount is taken.",
    )
    step_ids = fields.One2many("crm.approval.rule.step", "rule_id", copy=True)

    @api.model
    def _selection_kind(self):
        return self.env["crm.approval"]._fields["kind"]._description_selection(self.env)

    @api.constrains("step_ids")
    def _check_step_ids(self):
        for rule in self:
            if not rule.step_ids:
                raise ValidationError(
                    self.env._("%s: add at least one approver.", rule.name)
                )

    @api.model
    def _rule_for(self, kind, company, amount):
        """The rule for a question, the company's own before the shared one, or none."""
        return self._best_rule(self._rule_domain(kind, company, amount))

    @api.model
    def _best_rule(self, domain):
        """Of the rules found the company's own, then that of the highest amount."""
        rules = self.sudo().search(domain)
        return rules.sorted(lambda rule: (bool(rule.company_id), rule.amount_from))[-1:]

    @api.model
    def _rule_domain(self, kind, company, amount):
        """Rules of which one is taken; a module leaves out what it asks for itself."""
        return self._serving_domain(kind, company, amount)

    @api.model
    def _serving_domain(self, kind, company, amount):
        return (
            Domain("kind", "=", kind)
            & Domain("company_id", "in", [company.id, False])
            & Domain("amount_from", "<=", amount)
        )
