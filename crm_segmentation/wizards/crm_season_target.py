# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ANALYST = "crm_segmentation.crm_segmentation_group_analyst"


class CrmSeasonTarget(models.TransientModel):
    """Yearly sales target of a company, spread over the months by their season."""

    _name = "crm.season.target"
    _description = "Annual Sales Target"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    annual_target = fields.Monetary(
        compute="_compute_annual_target", store=True, readonly=False
    )

    @api.depends("company_id")
    def _compute_annual_target(self):
        for wizard in self:
            company = wizard.company_id
            wizard.annual_target = company and company._annual_target_shown()

    def action_apply(self):
        self.ensure_one()
        self._set_target()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_season_index_action"
        )

    def _set_target(self):
        """The company record belongs to the administrator; the target to analysts."""
        if not self.env.user.has_group(
            "crm_segmentation.crm_segmentation_group_analyst"
        ):
            raise AccessError(
                self.env._("The annual sales target is set by analysts. Ask one.")
            )
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(
                self.env._(
                    "%(company)s is not one of your companies.",
                    company=self.company_id.sudo().name,
                )
            )
        if self.annual_target < 0:
            raise UserError(self.env._("The annual sales target cannot be negative."))
        self.company_id.sudo().segmentation_annual_target = self.annual_target
