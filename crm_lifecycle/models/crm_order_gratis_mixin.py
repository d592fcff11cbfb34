# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmOrderGratisMixin(models.AbstractModel):
    """Goods sent free of charge: no turnover, no purchase, no sales action.

    A module that makes such an order (a replacement, say) sets ``is_gratis`` as
    superuser; nobody hides an order from the facts by typing it in.
    """

    _name = "crm.order.gratis.mixin"
    _description = "Order Free of Charge"

    is_gratis = fields.Boolean(
        string="Free of Charge",
        readonly=True,
        copy=False,
        help="Sent without payment, as a replacement: it counts neither as turnover "
        "nor as an order of the customer.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_gratis_field(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_gratis_field(vals)
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """No context key or personal default makes an order free of charge."""
        names = [name for name in fields if name != "is_gratis"]
        return super().default_get(fields if self.env.su else names)

    def _check_gratis_field(self, vals):
        if not self.env.su and "is_gratis" in vals:
            raise AccessError(
                self.env._(
                    "Orders free of charge are made by what grants them, such as a "
                    "replacement for a complaint."
                )
            )
