# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class RatingRating(models.Model):
    _inherit = "rating.rating"

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        ratings._check_customers_verdict()
        return ratings

    def write(self, vals):
        self._check_customers_verdict()
        result = super().write(vals)
        self._check_customers_verdict()
        return result

    def unlink(self):
        self._check_customers_verdict()
        return super().unlink()

    def _check_customers_verdict(self):
        """How a complaint was solved is rated by its customer on the page of the
        portal, and by nobody else; raises AccessError."""
        if self.env.su:
            return
        if "crm.complaint" in self.sudo().mapped("res_model"):
            raise AccessError(
                self.env._("The rating of a complaint is the customer's alone.")
            )
