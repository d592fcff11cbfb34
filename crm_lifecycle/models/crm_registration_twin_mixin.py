# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmRegistrationTwinMixin(models.AbstractModel):
    """What is already there: shown while typing, and refused where the company says so.

    The reason of who registers is read by the archive keeper, who decides about it.
    """

    _name = "crm.registration.twin.mixin"
    _description = "Twins of a Registration"

    twins = fields.Json(compute="_compute_twins")
    has_twins = fields.Boolean(compute="_compute_twins")
    twin_reason = fields.Char(
        string="Why It Is No Duplicate",
        copy=False,
        help="Needed to open an account that resembles another one, where the company "
        "blocks duplicates.",
    )

    @api.depends("name", "vat", "phone", "email", "company_id", "partner_id")
    def _compute_twins(self):
        accounts = self.env["crm.customer"]
        for registration in self:
            found = registration._find_twins()
            registration.twins = [accounts._masked_twin(twin) for twin in found]
            registration.has_twins = bool(found)

    def _find_twins(self):
        """List of Twin, without the account of the registration itself."""
        self.ensure_one()
        company = self.company_id
        if company.lifecycle_twin_policy == "allow":
            return []
        names = ("name", "vat", "phone", "email")
        accounts = self.env["crm.customer"]
        found = accounts._find_twins(company, {name: self[name] for name in names})
        own = self.sudo().customer_id | accounts._accounts_of(self.partner_id, company)
        return [twin for twin in found if twin.customer not in own]

    def _check_twins_explained(self):
        """Where the company blocks duplicates, who registers says why it is none."""
        blocks = self.company_id.lifecycle_twin_policy == "block"
        if not blocks or (self.twin_reason or "").strip():
            return
        if found := self._find_twins():
            accounts = self.env["crm.customer"]
            raise UserError(accounts._twin_refusal(self.name, found[0]))
