# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare


class CrmComplaintCostMixin(models.AbstractModel):
    """What a complaint costs and earns, and who carries it."""

    _name = "crm.complaint.cost.mixin"
    _description = "Cost of a Complaint"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    party_ids = fields.One2many(
        "crm.complaint.party", "complaint_id", string="Responsible Parties"
    )
    cost_ids = fields.One2many("crm.complaint.cost", "complaint_id", string="Costs")
    hours_handling = fields.Float(
        string="Handling Hours", compute="_compute_costs", store=True
    )
    cost_handling = fields.Monetary(
        string="Cost of Handling", compute="_compute_costs", store=True
    )
    cost_other = fields.Monetary(
        string="Travel and Other Cost", compute="_compute_costs", store=True
    )
    amount_revenue = fields.Monetary(
        string="Service Invoiced", compute="_compute_costs", store=True
    )
    amount_charged = fields.Monetary(
        string="Charged Back", compute="_compute_cost_net", store=True
    )
    cost_net = fields.Monetary(
        string="Net Cost",
        compute="_compute_cost_net",
        store=True,
        help="Handling, travel and other cost and what compensations have cost, less "
        "what was charged back and invoiced for service; all untaxed.",
    )

    @api.depends("cost_ids.kind", "cost_ids.hours", "cost_ids.amount")
    def _compute_costs(self):
        for complaint in self:
            sums = dict.fromkeys(("handling", "travel", "other", "revenue"), 0.0)
            hours = 0.0
            for line in complaint.cost_ids:
                sums[line.kind] += line.amount
                hours += line.hours if line.kind == "handling" else 0.0
            complaint.hours_handling = hours
            complaint.cost_handling = sums["handling"]
            complaint.cost_other = sums["travel"] + sums["other"]
            complaint.amount_revenue = sums["revenue"]

    @api.depends(
        "cost_handling",
        "cost_other",
        "amount_revenue",
        "case_cost",
        "party_ids.amount_charged",
    )
    def _compute_cost_net(self):
        for complaint in self:
            charged = sum(complaint.party_ids.mapped("amount_charged"))
            spent = complaint.cost_handling + complaint.cost_other + complaint.case_cost
            complaint.amount_charged = charged
            complaint.cost_net = spent - charged - complaint.amount_revenue

    @api.constrains("party_ids")
    def _check_party_ids(self):
        for complaint in self:
            words = complaint._words_of_shares()
            if words:
                raise ValidationError(words)

    def _check_shares(self):
        words = self._words_of_shares()
        if words:
            raise UserError(words)

    def _words_of_shares(self):
        """Why the shares are wrong, nothing when they add up or there are none."""
        self.ensure_one()
        parties = self.sudo().party_ids
        total = sum(parties.mapped("share"))
        if not parties or not float_compare(total, 100.0, precision_digits=2):
            return ""
        return self.env._(
            "%(complaint)s: the shares of the responsible parties add up to %(total)s "
            "percent; they must be 100 together.",
            complaint=self.name,
            total=round(total, 2),
        )

    def _check_learned(self):
        result = super()._check_learned()
        self._check_shares()
        return result
