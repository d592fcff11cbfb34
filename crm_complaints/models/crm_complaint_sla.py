# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

TARGETS = [
    ("acknowledge", "Acknowledgement"),
    ("response", "First Response"),
    ("solution", "Solution"),
]


class CrmComplaintSla(models.Model):
    _name = "crm.complaint.sla"
    _description = "Service Level of Complaints"
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
    acknowledge_hours = fields.Float(
        string="Acknowledge within",
        help="Working hours until the customer knows the number; 0: no clock.",
    )
    response_hours = fields.Float(
        string="First Response within",
        help="Working hours until the first message of a colleague; 0: no clock.",
    )
    solution_hours = fields.Float(
        string="Solution within", help="Working hours until solved; 0: no clock."
    )
    warning_percent = fields.Integer(
        string="Warn at",
        default=75,
        help="Share of the time, in percent, after which the agent is warned.",
    )

    _hours_positive = models.Constraint(
        "CHECK (acknowledge_hours >= 0 AND response_hours >= 0 AND solution_hours >= 0"
        " AND warning_percent BETWEEN 1 AND 100)",
        "Hours cannot be negative, and the warning comes between 1 and 100 percent.",
    )

    @api.model
    def _sla_for(self, complaint):
        """The first line, in order, that fits a complaint; empty when none does."""
        return self.sudo().search(
            [
                ("company_id", "in", [complaint.company_id.id, False]),
                ("kind", "in", [complaint.kind, False]),
                ("severity", "in", [complaint.severity, False]),
                ("vip_tier_id", "in", [complaint._vip_tier().id, False]),
            ],
            limit=1,
        )

    def _target_hours(self):
        """{target: working hours} of the clocks that this line starts."""
        self.ensure_one()
        hours = {target: self[f"{target}_hours"] for target, _label in TARGETS}
        return {target: value for target, value in hours.items() if value > 0}
