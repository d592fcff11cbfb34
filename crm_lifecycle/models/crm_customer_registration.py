# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmCustomerRegistration(models.Model):
    """A salesperson reports a customer he develops; the archive keeper confirms it.

    Protection runs from the day of the application (A-07), so that a slow
    confirmation costs the salesperson nothing.
    """

    _name = "crm.customer.registration"
    _description = "Customer Registration"
    _inherit = [
        "crm.registration.form.mixin",
        "crm.registration.qualification.mixin",
        "crm.registration.twin.mixin",
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {"customer_id", "date_confirmed", "date_submitted", "state"}
    )
    _approval_content = frozenset(
        {
            "company_id",
            "date_first_contact",
            "email",
            "name",
            "partner_id",
            "twin_reason",
            "vat",
        }
    )

    name = fields.Char(string="Company Name", required=True, tracking=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Existing Contact",
        domain="[('is_company', '=', True), ('parent_id', '=', False)]",
        help="Choose the contact when it is already in the address book.",
    )
    vat = fields.Char(string="Tax ID")
    contact_name = fields.Char(string="Contact Person")
    phone = fields.Char()
    email = fields.Char()
    website = fields.Char()
    street = fields.Char()
    city = fields.Char()
    country_id = fields.Many2one("res.country")
    source_id = fields.Many2one("utm.source")
    industry_id = fields.Many2one("res.partner.industry")
    need = fields.Text(help="What the customer needs, when, and at which price.")
    date_first_contact = fields.Datetime(
        required=True,
        default=fields.Datetime.now,
        help="A new customer is registered within 24 hours of the first contact.",
    )
    date_submitted = fields.Datetime(readonly=True, copy=False)
    date_confirmed = fields.Datetime(readonly=True, copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", store=True)
    state = fields.Selection(
        string="Status",
        selection=[
            ("draft", "Draft"),
            ("submitted", "Waiting for Confirmation"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends(
        "date_submitted", "date_first_contact", "date_first_proof", "company_id"
    )
    def _compute_is_late(self):
        for registration in self:
            hours = registration.company_id.lifecycle_registration_hours
            first = registration.date_first_contact
            if registration.date_first_proof:
                first = min(first, registration.date_first_proof)
            limit = first + relativedelta(hours=hours)
            submitted = registration.date_submitted
            registration.is_late = bool(submitted and submitted > limit)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        partner = self.partner_id
        if partner:
            self.name = partner.name
            self.vat = partner.vat or self.vat
            self.phone = partner.phone or self.phone
            self.email = partner.email or self.email

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(registration.state != "draft" for registration in self):
            raise UserError(
                self.env._(
                    "Only drafts can be deleted: registrations prove who came first."
                )
            )

    def action_submit(self):
        for registration in self:
            registration._submit()

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

    def _submit(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("%s was already submitted.", self.name))
        self.env["crm.customer.handover"]._check_not_frozen(self.env.user)
        self._check_not_taken()
        self._check_twins_explained()
        self.sudo().write(
            {
                "state": "submitted",
                "date_submitted": fields.Datetime.now(),
                "date_first_proof": self._first_logged_contact(
                    self.partner_id, self.company_id
                ),
            }
        )
        self._request_approval("registration", note=self.need or "")

    def _check_not_taken(self):
        """A customer who has an owner is his (S-090): same tax id or contact."""
        accounts = self.env["crm.customer"]
        twins = accounts._find_twins(self.company_id, {"vat": self.vat}, limit=1)
        taken = [twin.customer for twin in twins if twin.score == 100]
        if self.partner_id:
            taken += list(accounts._accounts_of(self.partner_id, self.company_id))
        for customer in taken:
            if customer.pool_id:
                raise UserError(
                    self.env._(
                        "%(name)s waits in pool %(pool)s. Claim it there: the limits "
                        "of the pool hold for everybody.",
                        name=self.name,
                        pool=customer.pool_id.name,
                    )
                )
            if customer.user_id not in (self.user_id, customer.user_id.browse()):
                raise UserError(
                    self.env._(
                        "%(name)s is already in the hands of %(owner)s. Ask "
                        "%(owner)s or the director for a transfer.",
                        name=self.name,
                        owner=customer.user_id.name,
                    )
                )

    def _approval_title(self):
        return self.env._("Registration of %s", self.name)

    def _on_approval_decided(self, approval):
        self.ensure_one()
        if approval.state == "approved":
            self._confirm()
        else:
            self.sudo().state = "refused"

    def _confirm(self):
        """Opens the account, gives it to the salesperson and starts the protection."""
        registration = self.sudo()
        registration._check_not_taken()
        partner = registration.partner_id or self.env["res.partner"].sudo().create(
            registration._prepare_partner_values()
        )
        customer = self.env["crm.customer"]._ensure_accounts(
            partner, registration.company_id, registration.user_id
        )
        months = registration.company_id.lifecycle_protection_months
        submitted = fields.Date.context_today(self, registration.date_submitted)
        customer._assign_owner(
            registration.user_id,
            self.env._("Registration confirmed"),
            protected_until=submitted + relativedelta(months=months),
            kind="register",
        )
        registration.write(
            {
                "state": "confirmed",
                "date_confirmed": fields.Datetime.now(),
                "customer_id": customer.id,
            }
        )
        registration._hand_over_findings()

    def _prepare_partner_values(self):
        """Values of the contact that a confirmed registration creates."""
        values = {
            "name": self.name,
            "is_company": True,
            "vat": self.vat,
            "phone": self.phone,
            "email": self.email,
            "website": self.website,
            "street": self.street,
            "city": self.city,
            "country_id": self.country_id.id,
            "industry_id": self.industry_id.id,
        }
        if self.contact_name:
            values["child_ids"] = [
                fields.Command.create({"name": self.contact_name, "type": "contact"})
            ]
        return values
