# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_contact_queries as queries

# Whoever needs any contact for his work is not limited
UNLIMITED = (
    "crm_lifecycle.crm_lifecycle_group_archive",
    "account.group_account_invoice",
    "account.group_account_readonly",
    "purchase.group_purchase_user",
    "stock.group_stock_user",
    "base.group_erp_manager",
)


class CrmContactVisibilityMixin(models.AbstractModel):
    """Where a company says so, salespeople see the contacts of customers they see.

    A record rule of contacts, switched on and off with the settings, reads
    ``is_contact_seen``. Employees, vendors and everybody who is no customer of such a
    company stay visible to all.
    """

    _name = "crm.contact.visibility.mixin"
    _description = "Contacts Seen with Their Customer"

    is_contact_seen = fields.Boolean(
        compute="_compute_is_contact_seen", search="_search_is_contact_seen"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_contact_seen(self):
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        limit = self._contact_limit()
        seen = contacts.search(Domain("id", "in", self.ids) & limit)
        for contact in self:
            contact.is_contact_seen = not contact._origin or contact._origin in seen

    def _search_is_contact_seen(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._contact_limit()

    @api.model
    def _contact_limit(self):
        """The contacts the acting user may see; everything where nothing limits him."""
        user = self.env.user
        limited = self.env["res.company"].sudo()._companies_limiting_contacts()
        if (
            not limited
            or not user.has_group("sales_team.group_sale_salesman")
            or any(user.has_group(group) for group in UNLIMITED)
        ):
            return Domain.TRUE
        teams = self.env["crm.team"].sudo()
        if user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            led = teams.search([("user_id", "=", user.id)])
            teams = led | user.sudo().crm_team_ids
        viewer = queries.Viewer(
            user.id,
            user.sudo().partner_id.id,
            limited.ids,
            user.sudo().company_ids.ids,
            teams.ids,
            fields.Date.context_today(self),
        )
        self.env["crm.customer"].flush_model()
        self.env["crm.customer.collaborator"].flush_model()

        def seen(model, alias, query):
            return queries.contact_seen(alias, viewer)

        return Domain.custom(to_sql=seen)
