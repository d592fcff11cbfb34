# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import ast

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# The answers to later messages of the customer: one clock for each.
REPEATED = "next_response"
# What the answer time factor of a tier shortens.
ANSWERS = frozenset({"response", REPEATED})
TARGETS = [
    ("acknowledge", "Acknowledgement"),
    ("response", "First Response"),
    (REPEATED, "Next Response"),
    ("solution", "Solution"),
]


class CrmComplaintSla(models.Model):
    _name = "crm.complaint.sla"
    _description = "Service Level of Complaints"
    _inherit = ["crm.complaint.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The first fitting line is taken.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: serves every company."
    )
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        help="Empty: any kind.",
    )
    severity = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_severity(),
        help="Empty: any severity.",
    )
    vip_tier_id = fields.Many2one(
        comodel_name="crm.vip.tier",
        string="VIP Tier",
        ondelete="cascade",
        help="Empty: any customer.",
    )
    category_id = fields.Many2one(
        comodel_name="crm.complaint.category",
        ondelete="cascade",
        help="Empty: any category.",
    )
    customer_domain = fields.Char(
        string="Customers",
        default="[]",
        help="Which customers this is promised to, by their facts: contracts, "
        "turnover, tags. Empty: any customer.",
    )
    acknowledge_hours = fields.Float(
        string="Acknowledge within",
        help="Working hours until the customer knows the number; 0: no clock.",
    )
    response_hours = fields.Float(
        string="First Response within",
        help="Working hours until the first message of a colleague; 0: no clock.",
    )
    next_response_hours = fields.Float(
        string="Next Response within",
        help="Working hours until a later message of the customer is answered; 0: no "
        "clock.",
    )
    solution_hours = fields.Float(
        string="Solution within", help="Working hours until solved; 0: no clock."
    )
    warning_percent = fields.Integer(
        string="Warn at",
        default=75,
        help="Share of the time, in percent, after which the agent is warned.",
    )

    pause_hours = fields.Float(
        string="Longest Pause",
        help="Working hours that a clock may wait for the customer, all pauses "
        "together; then it runs on. 0: no end.",
    )

    _hours_positive = models.Constraint(
        "CHECK (acknowledge_hours >= 0 AND response_hours >= 0 AND solution_hours >= 0"
        " AND next_response_hours >= 0 AND pause_hours >= 0"
        " AND warning_percent BETWEEN 1 AND 100)",
        "Hours cannot be negative, and the warning comes between 1 and 100 percent.",
    )

    @api.constrains("customer_domain")
    def _check_customer_domain(self):
        for sla in self:
            try:
                self.env["crm.customer"].search_count(sla._customers(), limit=1)
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._(
                        "%(level)s: the condition on customers cannot be read "
                        "(%(error)s). Choose it again with the editor.",
                        level=sla.name,
                        error=error,
                    )
                )

    @api.model
    def _sla_for(self, complaint):
        """The first line, in order, that fits a complaint; empty when none does."""
        levels = self.sudo().browse(
            self._ids_for(
                complaint.company_id.id,
                complaint.kind,
                complaint.severity,
                complaint._vip_tier().id,
                complaint.category_id.id,
            )
        )
        return next((level for level in levels if level._fits(complaint)), self)

    @api.model
    @tools.ormcache("company_id", "kind", "severity", "tier_id", "category_id")
    def _ids_for(self, company_id, kind, severity, tier_id, category_id):
        """Ids of the lines, in order, that may fit; cleared when any line changes."""
        levels = self._cached_search(
            [
                ("company_id", "in", [company_id, False]),
                ("kind", "in", [kind, False]),
                ("severity", "in", [severity, False]),
                ("vip_tier_id", "in", [tier_id, False]),
                ("category_id", "in", [category_id, False]),
            ]
        )
        return levels._ids

    def _customers(self):
        return Domain(ast.literal_eval(self.customer_domain or "[]"))

    def _fits(self, complaint):
        """Whether the complaint's customer meets the condition of this line."""
        customer = complaint.sudo().customer_id
        return customer == customer.filtered_domain(self._customers())

    def _target_hours(self):
        """{target: working hours} of the clocks that this line starts."""
        self.ensure_one()
        hours = {target: self[f"{target}_hours"] for target, _label in TARGETS}
        return {target: value for target, value in hours.items() if value > 0}
