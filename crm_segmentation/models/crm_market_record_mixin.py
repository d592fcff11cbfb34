# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmMarketRecordMixin(models.AbstractModel):
    """What somebody found out about the market, and from where (S-551)."""

    _name = "crm.market.record.mixin"
    _description = "Observation of the Market"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Found out by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    categ_id = fields.Many2one(
        "product.category", string="Goods", ondelete="restrict", index=True
    )
    country_id = fields.Many2one("res.country", ondelete="restrict")
    state_id = fields.Many2one(
        comodel_name="res.country.state",
        string="Region",
        ondelete="restrict",
        domain="[('country_id', '=?', country_id)]",
    )
    source = fields.Selection(
        selection=[
            ("visit", "Told on a visit"),
            ("partner", "Told by a partner"),
            ("fair", "Fair or meeting"),
            ("press", "Press or internet"),
            ("statistics", "Official statistics"),
            ("tender", "Tender"),
            ("estimate", "Own estimate"),
        ],
        string="Known from",
        required=True,
        default="visit",
    )
    note = fields.Text()

    @api.constrains("country_id", "state_id")
    def _check_region(self):
        for record in self:
            region = record.state_id
            if record.country_id and region and region.country_id != record.country_id:
                raise ValidationError(
                    self.env._(
                        "%(region)s is not in %(country)s. Choose one of its regions, "
                        "or leave the region empty.",
                        region=region.name,
                        country=record.country_id.name,
                    )
                )

    @api.onchange("state_id")
    def _onchange_state_id(self):
        if self.state_id:
            self.country_id = self.state_id.country_id
