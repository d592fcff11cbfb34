# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_satisfaction_rules import draw


class CrmSatisfactionSampleMixin(models.AbstractModel):
    """Whom a periodic survey asks: a stratified sample, random but repeatable."""

    _name = "crm.satisfaction.sample.mixin"
    _description = "Sample of a Survey"

    sample_size = fields.Integer(
        default=100, help="How many customers are asked; 0: all of the target group."
    )
    stratum_field = fields.Selection(
        selection=[
            ("none", "Nothing"),
            ("stage_id", "Stage"),
            ("vip_tier_id", "VIP tier"),
            ("team_id", "Sales team"),
            ("kind_id", "Kind of customer"),
        ],
        string="Drawn in Proportion by",
        default="none",
        required=True,
        help="Each group is in the sample with its share of the target group.",
    )
    seed = fields.Integer(
        string="Number of the Draw",
        default=1,
        aggregator=None,
        help="The same number draws the same customers again; another one others.",
    )
    population = fields.Integer(
        string="Target Group", readonly=True, copy=False, help="When it was drawn."
    )

    _sample_not_negative = models.Constraint(
        "CHECK (sample_size >= 0)", "A sample cannot be smaller than nobody."
    )

    def action_draw(self):
        """Draws the sample of a planned survey anew."""
        for survey in self:
            survey._check_state("plan")
            if survey.kind != "periodic":
                raise UserError(
                    self.env._("%s asks after events; nothing is drawn.", survey.name)
                )
            survey._draw()

    def _draw(self):
        customers = self.env["crm.customer"].search(
            self._rule_as_domain() & Domain("company_id", "=", self.company_id.id)
        )
        strata = self._strata(customers)
        chosen = draw(
            {name: group.ids for name, group in strata.items()},
            self.sample_size,
            self.seed,
        )
        labels = {c.id: name for name, group in strata.items() for c in group}
        self.sudo().invitation_ids.unlink()
        self.env["crm.satisfaction.invitation"]._invite(
            self,
            [
                {"customer_id": customer_id, "stratum": labels[customer_id]}
                for customer_id in chosen
            ],
        )
        self.sudo().population = len(customers)

    def _strata(self, customers):
        """{label: customers}; one group when nothing divides them."""
        if self.stratum_field == "none":
            return {"": customers} if customers else {}
        groups = customers.grouped(self.stratum_field)
        return {record.display_name or "": group for record, group in groups.items()}
