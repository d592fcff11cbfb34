# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_visit_type import ROLES


class CrmVisitPolicy(models.Model):
    """Which customers are visited how often, and by whom (S-228 to S-230).

    The first switched-on policy whose condition a customer meets is his policy.
    """

    _name = "crm.visit.policy"
    _description = "Visit Policy"
    _inherit = ["crm.rule.way.back.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: for every company.", index=True
    )
    rule_enabled = fields.Boolean(default=False)
    visits_min = fields.Integer(string="Visits a Month, at Least", default=1)
    visits_max = fields.Integer(string="At Most", default=2)
    type_id = fields.Many2one(
        comodel_name="crm.visit.type",
        string="Kind of Visit",
        required=True,
        ondelete="restrict",
    )
    role = fields.Selection(
        selection=ROLES, string="Who Visits", default="owner", required=True
    )
    visitor_id = fields.Many2one(
        comodel_name="res.users",
        string="Always by",
        domain="[('share', '=', False)]",
        help="Visits of this policy are made by this person, for instance the general "
        "manager; empty: by the role.",
    )

    _visits_in_order = models.Constraint(
        "CHECK (visits_min >= 1 AND visits_max >= visits_min)",
        "A policy asks for at least one visit a month, and the upper number is not "
        "below the lower one.",
    )

    @api.model
    def _policies_of_company(self, company_id):
        return self.sudo().search(
            [
                ("rule_enabled", "=", True),
                ("company_id", "in", [False, company_id]),
            ]
        )

    def _visitor_of(self, customer):
        """The user who visits this customer under this policy, possibly nobody."""
        self.ensure_one()
        if self.visitor_id:
            return self.visitor_id
        leader = customer.team_id.user_id
        by_role = {
            "owner": customer.user_id,
            "leader": leader,
            # without a named company leader the visit falls to the team's leader
            "director": leader,
        }
        return by_role[self.role] or customer.user_id
