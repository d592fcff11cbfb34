# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmRegistrationFormMixin(models.AbstractModel):
    """The customer resource information registration form, field by field (S-094)."""

    _name = "crm.registration.form.mixin"
    _description = "Customer Resource Information Form"

    collector_id = fields.Many2one(
        comodel_name="res.users",
        string="Collected by",
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Who brought the information, in whichever department; counted in the "
        "report of registrations.",
    )
    directory_id = fields.Many2one(
        comodel_name="crm.source.directory",
        index="btree_not_null",
        ondelete="restrict",
        help="The directory of potential customers they come from.",
    )
    fax = fields.Char()
    head_name = fields.Char(string="Head of the Company")
    head_phone = fields.Char(string="Head's Mobile Phone")
    business_scope = fields.Text()
    registered_capital = fields.Monetary()
    currency_id = fields.Many2one(related="company_id.currency_id")
    company_id = fields.Many2one("res.company")
    date_need = fields.Date(string="Needed from")
    expected_price = fields.Char(help="Price or discount the customer expects.")
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term", string="Expected Payment"
    )
    date_first_proof = fields.Datetime(
        string="First Contact on Record",
        readonly=True,
        copy=False,
        help="Earliest opportunity, meeting or message with the contact; the 24 hours "
        "start with it when it is earlier than the one entered.",
    )

    @api.model
    def _first_logged_contact(self, partner, company):
        """Moment of the earliest contact with `partner` that a document proves."""
        if not partner:
            return False
        family = Domain("partner_id", "child_of", partner.commercial_partner_id.id)
        here = Domain("company_id", "in", (False, company.id))
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        events = self.env["calendar.event"].sudo()
        messages = self.env["mail.message"].sudo()
        people = Domain(
            "author_id", "child_of", partner.commercial_partner_id.id
        ) & Domain("message_type", "=", "email")
        orders = self.env["sale.order"].sudo()
        moments = [
            leads.search(family & here, order="create_date", limit=1).create_date,
            orders.search(family & here, order="create_date", limit=1).create_date,
            events.search(
                Domain("partner_ids", "child_of", partner.commercial_partner_id.id),
                order="start",
                limit=1,
            ).start,
            messages.search(people, order="date", limit=1).date,
        ]
        return min((moment for moment in moments if moment), default=False)

    def _shown_value(self, name):
        """Value of a field as people read it, for the printed form."""
        self.ensure_one()
        field = self._fields[name]
        if field.type == "monetary" and self[name]:
            return self.currency_id.format(self[name])
        value = field.convert_to_export(self[name], self)
        return "" if value in (False, None, 0) else str(value)

    @api.model
    def _prepare_weekly_rows(self, company, since):
        """Rows of the weekly list: one dict per salesperson with the figures."""
        found = self.sudo().search(
            [("company_id", "=", company.id), ("create_date", ">=", since)]
        )
        return [
            {
                "user": user,
                "registrations": lines,
                "submitted": len(lines.filtered("date_submitted")),
                "confirmed": len(lines.filtered(lambda r: r.state == "confirmed")),
                "late": len(lines.filtered("is_late")),
            }
            for user, lines in found.grouped("user_id").items()
        ]

    @api.model
    def _send_weekly_list(self, company, since):
        """Mails the week's registrations to the archive keepers of the company."""
        keepers = self.env.ref("crm_lifecycle.crm_lifecycle_group_archive")
        users = keepers.sudo().all_user_ids.filtered(
            lambda user: company in user.company_ids and not user.share
        )
        rows = self._prepare_weekly_rows(company, since)
        if not rows or not users:
            return False
        body = self.env["ir.qweb"]._render(
            "crm_lifecycle.crm_customer_registration_weekly",
            {"rows": rows, "company": company, "since": since},
        )
        return (
            self.env["mail.thread"]
            .sudo()
            .message_notify(
                partner_ids=users.partner_id.ids,
                subject=self.env._(
                    "Registrations of the week at %s", company.display_name
                ),
                body=body,
            )
        )

    @api.model
    def _cron_weekly_list(self):
        """On Mondays, for companies that want it."""
        since = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        companies = (
            self.env["res.company"]
            .sudo()
            .search(Domain("lifecycle_weekly_list", "=", True))
        )
        for company in companies:
            with company._on_its_own("Weekly list of registrations"):
                self._send_weekly_list(company, since)
