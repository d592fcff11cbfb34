# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class RatingRating(models.Model):
    _inherit = "rating.rating"

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        compute="_compute_complaint_id",
        store=True,
        index="btree_not_null",
        help="Record rules follow the case, which a reference by number cannot.",
    )

    @api.depends("res_model", "res_id")
    def _compute_complaint_id(self):
        cases = self.filtered(lambda rating: rating.res_model == "crm.complaint")
        known = self.env["crm.complaint"].browse(cases.mapped("res_id")).exists()
        for rating in self:
            is_known = rating in cases and rating.res_id in known._ids
            rating.complaint_id = is_known and rating.res_id

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

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        """What customers say of a case is read by who may read the case."""
        refused = super()._check_access(operation)
        if refused or self.env.su or operation != "read":
            return refused
        cases = self.sudo().complaint_id.sudo(False)
        hidden = cases - cases._filtered_access("read")
        forbidden = self.filtered(lambda rating: rating.sudo().complaint_id in hidden)
        return (forbidden, self._refuse_verdict) if forbidden else None

    def _readable_domain(self):
        complaints = self.env["crm.complaint"]
        readable = Domain("complaint_id", "=", False)
        if complaints.has_access("read"):
            cases = complaints.with_context(active_test=False)._search(Domain.TRUE)
            readable |= Domain("complaint_id", "in", cases)
        return readable

    def _refuse_verdict(self):
        return AccessError(
            self.env._("The rating of a complaint is for who may read the complaint.")
        )

    def _check_customers_verdict(self):
        """How a complaint was solved is rated by its customer on the page of the
        portal, and by nobody else; raises AccessError."""
        if self.env.su:
            return
        if "crm.complaint" in self.sudo().mapped("res_model"):
            raise AccessError(
                self.env._("The rating of a complaint is the customer's alone.")
            )
