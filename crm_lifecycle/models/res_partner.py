# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from . import crm_contact_queries as queries

ADDRESS = ("street", "street2", "zip", "city", "state_id", "country_id")


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = [
        "res.partner",
        "crm.contact.visibility.mixin",
        "crm.customer.record.mixin",
    ]

    customer_account_id = fields.Many2one(
        comodel_name="crm.customer",
        company_dependent=True,
        copy=False,
        help="Account of this contact in the current company.",
    )
    lifecycle_stage_id = fields.Many2one(
        related="customer_account_id.stage_id", string="Customer's Stage"
    )
    vip_tier_current_id = fields.Many2one(
        related="customer_account_id.vip_tier_id", string="Customer's VIP Tier"
    )
    customer_owner_id = fields.Many2one(
        related="customer_account_id.user_id", string="Customer's Owner"
    )
    customer_asks_for_changes = fields.Boolean(
        compute="_compute_customer_asks_for_changes"
    )
    lifecycle_birthday = fields.Date(
        string="Birthday", help="Only day and month are used for greetings."
    )
    lifecycle_founding_date = fields.Date(string="Founded on")

    # Odoo looks a sender up four times in each mail that comes in.
    _email_normalized_idx = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL"
    )

    @api.depends_context("uid", "company")
    def _compute_customer_asks_for_changes(self):
        """Whether the user reads the customer, but a keeper must enter its changes."""
        customers = self.env["crm.customer"]
        kept = self.env.company.lifecycle_keeper_edits
        accounts = customers._accounts_of(self, self.env.company) if kept else customers
        seen = accounts.with_env(self.env)._filtered_access("read")
        asking = seen.filtered("asks_for_changes").partner_id
        for partner in self:
            partner.customer_asks_for_changes = (
                partner.commercial_partner_id._origin in asking
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any("customer_account_id" in vals for vals in vals_list):
            raise AccessError(self._account_link_message())
        return super().create(vals_list)

    @api.model
    def default_get(self, fields):
        """No context key or personal default links a contact to an account."""
        names = [name for name in fields if name != "customer_account_id"]
        return super().default_get(fields if self.env.su else names)

    def write(self, vals):
        if not self.env.su:
            if "customer_account_id" in vals:
                raise AccessError(self._account_link_message())
            if "user_id" in vals:
                self._check_salesperson_change(vals["user_id"])
        moving = self._whose_address_changes(vals)
        limits = self._limits_before(vals)
        key_people = self.env["crm.key.person"]._watch_contacts(self, vals)
        archive = self.env["crm.change.field"]._watch(self, vals)
        result = super().write(vals)
        self.env["crm.change.field"]._note(archive)
        self.env["crm.key.person"]._compare_contacts(key_people)
        if moving:
            self.env["crm.customer"].sudo()._note_address_change(moving)
        if limits:
            self.env["crm.customer"].sudo()._note_credit_cuts(limits)
        return result

    def action_view_customer_account(self):
        """Opens the account in the current company, opening one when there is none."""
        self.ensure_one()
        partner = self.commercial_partner_id
        self.env["crm.customer"].check_access("read")
        account = self.env["crm.customer"]._accounts_of(partner, self.env.company)
        if not account:
            self.env["crm.customer"].check_access("create")
            account = self.env["crm.customer"]._ensure_accounts(
                partner, self.env.company, self.env.user
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": account.id,
            "view_mode": "form",
        }

    def action_request_change(self):
        """Asks for a change of the customer this contact belongs to."""
        self.ensure_one()
        account = self.env["crm.customer"]._accounts_of(self, self.env.company)
        account.with_env(self.env).check_access("read")
        return account.with_env(self.env).action_request_change()

    def _whose_address_changes(self, vals):
        """Contacts whose known address gets another line by these values."""
        names = [name for name in ADDRESS if name in vals]
        return self.filtered(
            lambda partner: any(
                partner[name]
                and partner._fields[name].convert_to_write(partner[name], partner)
                != (vals[name] or False)
                for name in names
            )
        )

    def _limits_before(self, vals):
        """{contact: credit limit in this company} before a limit is written."""
        if "credit_limit" not in vals:
            return {}
        return {partner: partner.credit_limit for partner in self.sudo()}

    @api.model
    def _phone_holder_ids(self, digits, limit):
        """Contacts whose number ends with these digits, whoever may see them."""
        self.flush_model(["active", "phone", "phone_sanitized"])
        rows = self.env.execute_query(queries.phone_holders(digits, limit))
        return [row[0] for row in rows]

    def _account_link_message(self):
        return self.env._("The account of a contact is opened by its first document.")

    def _check_salesperson_change(self, user_id):
        """The contact's salesperson is no way around the owner of the account."""
        accounts = self.env["crm.customer"]._accounts_of(self, self.env.company)
        for account in accounts.filtered("user_id"):
            if account.user_id.id != user_id:
                raise AccessError(
                    self.env._(
                        "%(customer)s belongs to %(owner)s. The owner is changed on "
                        "the customer account, with a reason.",
                        customer=account.display_name,
                        owner=account.user_id.name,
                    )
                )
