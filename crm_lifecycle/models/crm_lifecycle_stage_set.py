# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLifecycleStageSet(models.Model):
    """Another way to cut the life of a relation into stages.

    A company follows one set, the standard one when it chose none: stages without a
    set. Switching is simulated first and moves every customer at once.
    """

    _name = "crm.lifecycle.stage.set"
    _description = "Stage Set"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)
    stage_ids = fields.One2many(
        comodel_name="crm.lifecycle.stage", inverse_name="set_id", string="Stages"
    )
    company_ids = fields.One2many(
        comodel_name="res.company",
        inverse_name="lifecycle_stage_set_id",
        string="Followed by",
        readonly=True,
    )
    is_followed = fields.Boolean(
        string="Followed by This Company", compute="_compute_is_followed"
    )

    @api.depends_context("company")
    @api.depends("company_ids")
    def _compute_is_followed(self):
        for stage_set in self:
            stage_set.is_followed = self.env.company in stage_set.company_ids

    @api.ondelete(at_uninstall=False)
    def _unlink_except_followed(self):
        self._check_not_followed()

    def write(self, vals):
        if vals.get("active") is False:
            self._check_not_followed()
        return super().write(vals)

    def action_simulate(self):
        """Shows whom the set would move in this company, before it is switched on."""
        self.ensure_one()
        return self.env["crm.lifecycle.simulation"]._open(
            {"kind": "set", "set_id": self.id}
        )

    def _check_not_followed(self):
        for stage_set in self.sudo():
            if stage_set.company_ids:
                raise UserError(
                    self.env._(
                        "%(companies)s still follows the stage set “%(name)s”. Switch "
                        "to another set first.",
                        companies=", ".join(stage_set.company_ids.mapped("name")),
                        name=stage_set.name,
                    )
                )
