# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import date_utils

from .crm_change_field import KEEPER


class CrmCustomerPrivacyMixin(models.AbstractModel):
    """Consent to pass data on, identity number, and files nobody needs any more."""

    _name = "crm.customer.privacy.mixin"
    _description = "Privacy of Customers"

    disclosure_consent = fields.Selection(
        selection=[("yes", "Agreed"), ("no", "Refused")],
        string="Disclosure to Third Parties",
        tracking=True,
        copy=False,
        help="Whether the customer agreed that others get its data. Empty: not asked, "
        "so nothing is passed on.",
    )
    consent_person = fields.Char(
        string="Said by", copy=False, help="Who said it at the customer."
    )
    consent_evidence = fields.Binary(string="Evidence", attachment=True, copy=False)
    consent_filename = fields.Char(copy=False)
    date_consent = fields.Date(string="Said on", copy=False)
    consent_user_id = fields.Many2one(
        comodel_name="res.users", string="Noted by", readonly=True, copy=False
    )
    identity_masked = fields.Char(
        string="ID Number", compute="_compute_identity_masked"
    )
    is_past_retention = fields.Boolean(
        string="No Dealing for Years",
        compute="_compute_is_past_retention",
        search="_search_is_past_retention",
        help="No order, proved action or visit for the company's number of years.",
    )

    @api.depends("partner_id")
    def _compute_identity_masked(self):
        """Of saved customers: a form that names another contact learns nothing."""
        identities = self.env["crm.identity"].sudo()
        held = identities.search([("partner_id", "in", self._origin.partner_id.ids)])
        masks = {identity.partner_id.id: identity._masked() for identity in held}
        for customer in self:
            partner = customer._origin.partner_id
            customer.identity_masked = masks.get(partner.id, False)

    def _compute_is_past_retention(self):
        past = self.search(
            Domain("id", "in", self.ids) & Domain("is_past_retention", "=", True)
        )
        for customer in self:
            customer.is_past_retention = customer._origin in past

    def _search_is_past_retention(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.FALSE
        for company in self.env.companies.filtered("lifecycle_retention_years"):
            years = company.lifecycle_retention_years
            day = date_utils.subtract(self._today(company), years=years)
            old = Domain("company_id", "=", company.id) & Domain(
                "create_date", "<", fields.Date.to_string(day)
            )
            for name in ("date_last_order", "date_last_action", "date_last_visit"):
                old &= Domain(name, "=", False) | Domain(name, "<", day)
            found |= old
        return found

    @api.constrains("disclosure_consent", "consent_person", "date_consent")
    def _check_consent(self):
        for customer in self:
            if customer.disclosure_consent == "yes" and not (
                customer.consent_person and customer.date_consent
            ):
                raise ValidationError(
                    self.env._(
                        "%s: say who at the customer agreed to the disclosure, and "
                        "when; without it nothing is passed on.",
                        customer.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        customers = super().create(vals_list)
        for customer, vals in zip(customers, vals_list, strict=True):
            if vals.get("disclosure_consent"):
                customer.sudo().consent_user_id = self.env.uid
        return customers

    def write(self, vals):
        result = super().write(vals)
        if "disclosure_consent" in vals:
            self.sudo().consent_user_id = self.env.uid
        return result

    def action_open_identity(self):
        self._check_may_see_identity()
        return self._window_action("crm_lifecycle.crm_identity_set_action")

    def action_show_identity(self):
        """Shows the number to who may, and notes that it was looked at."""
        self.ensure_one()
        self._check_may_see_identity()
        identity = self.env["crm.identity"].sudo()._of(self.partner_id)
        if not identity:
            raise UserError(
                self.env._("%s: no ID number is on file.", self.display_name)
            )
        self.env["crm.identity.log"].sudo().create(
            {"customer_id": self.id, "user_id": self.env.uid}
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.display_name,
                "message": identity.number,
                "type": "info",
                "sticky": True,
            },
        }

    def action_privacy_lookup(self):
        """Odoo's own search for personal data, ready for this customer."""
        self.ensure_one()
        self.check_access("write")
        if "privacy.lookup.wizard" not in self.env:
            raise UserError(
                self.env._("Install Odoo's “Privacy” to find and anonymise its data.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "privacy.lookup.wizard",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_email": self.partner_id.email,
                "default_name": self.partner_id.name,
            },
        }

    def web_read(self, specification):
        """The file opens only to who declared to keep it confidential."""
        if len(self) == 1 and len(specification) > 1:
            self.env["crm.declaration"]._check_declared(self.sudo().company_id)
        return super().web_read(specification)

    def _check_may_see_identity(self):
        for customer in self:
            customer.check_access("read")
            if customer.user_id != self.env.user and not self.env.user.has_group(
                KEEPER
            ):
                raise AccessError(
                    self.env._(
                        "The ID number of %(customer)s is shown to its owner and to "
                        "archive keepers only.",
                        customer=customer.display_name,
                    )
                )

    def _check_consent_to_disclose(self):
        """Raises UserError naming whoever did not agree that others get its data."""
        silent = self.sudo().filtered(lambda c: c.disclosure_consent != "yes")
        if silent:
            raise UserError(
                self.env._(
                    "%(count)s customers did not agree that third parties get their "
                    "data, %(customer)s among them. Leave them out, or note their "
                    "consent in the file first.",
                    count=len(silent),
                    customer=silent[0].with_env(self.env)._shown_name(),
                )
            )
