# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmScoringSettingsMixin(models.AbstractModel):
    """The rules of scoring on the settings page."""

    _name = "crm.scoring.settings.mixin"
    _description = "Settings of Scoring"

    company_id = fields.Many2one("res.company")
    segmentation_is_net = fields.Boolean(
        related="company_id.segmentation_is_net", readonly=False
    )
    segmentation_categ_ids = fields.Many2many(
        related="company_id.segmentation_categ_ids", readonly=False
    )
    segmentation_abc_measure = fields.Selection(
        related="company_id.segmentation_abc_measure", readonly=False
    )
    segmentation_abc_group = fields.Selection(
        related="company_id.segmentation_abc_group", readonly=False
    )
    segmentation_xyz_months = fields.Integer(
        related="company_id.segmentation_xyz_months", readonly=False
    )
    segmentation_percent_x = fields.Integer(
        related="company_id.segmentation_percent_x", readonly=False
    )
    segmentation_percent_y = fields.Integer(
        related="company_id.segmentation_percent_y", readonly=False
    )
    segmentation_class_owner_id = fields.Many2one(
        related="company_id.segmentation_class_owner_id", readonly=False
    )
    segmentation_class_month = fields.Integer(
        related="company_id.segmentation_class_month", readonly=False
    )
