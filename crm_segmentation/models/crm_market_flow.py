# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmMarketFlow(models.Model):
    """How much of some goods went where in a period, ours and others' (S-551)."""

    _name = "crm.market.flow"
    _description = "Destination of Goods"
    _inherit = ["crm.market.record.mixin"]
    _order = "date_to desc, quantity desc, id desc"
    _rec_name = "categ_id"

    categ_id = fields.Many2one(required=True)
    country_id = fields.Many2one(string="Destination Country")
    state_id = fields.Many2one(string="Destination")
    industry_id = fields.Many2one(
        "res.partner.industry", string="For Industry", ondelete="restrict"
    )
    supplier_id = fields.Many2one(
        comodel_name="res.partner",
        string="Sent by",
        ondelete="restrict",
        index="btree_not_null",
        help="Empty: the whole market.",
    )
    uom_id = fields.Many2one(
        "uom.uom", string="Unit", required=True, ondelete="restrict"
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    quantity = fields.Float(required=True, digits="Product Unit")

    _days_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A period ends on or after its first day."
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "What went somewhere is more than nothing."
    )

    # the quantity is required: so also what names neither is looked at
    @api.constrains("country_id", "state_id", "quantity")
    def _check_destination(self):
        for flow in self:
            if not (flow.country_id or flow.state_id):
                raise ValidationError(
                    self.env._(
                        "%s: name the country or the region the goods went to.",
                        flow.display_name,
                    )
                )
