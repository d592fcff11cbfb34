# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerCertificate(models.Model):
    """A licence or permit of a customer, with its end; it blocks nothing."""

    _name = "crm.customer.certificate"
    _description = "Certificate of a Customer"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to, id"
    _check_company_auto = True

    _frozen_fields = frozenset({"customer_id"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Owner", store=True, index=True
    )
    type_id = fields.Many2one(
        comodel_name="crm.customer.certificate.type",
        required=True,
        ondelete="restrict",
        index=True,
    )
    number = fields.Char()
    active = fields.Boolean(default=True)
    date_from = fields.Date(string="Valid from")
    date_to = fields.Date(string="Valid until", help="Empty: it does not end.")
    date_remind = fields.Date(
        string="Remind on", compute="_compute_date_remind", store=True
    )
    state = fields.Selection(
        selection=[("valid", "Valid"), ("ending", "Ending"), ("over", "Over")],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="crm_customer_certificate_file_rel",
        string="Scans",
    )
    is_reminded = fields.Boolean(readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A certificate ends after it begins."
    )

    @api.depends("date_to", "type_id.remind_days")
    def _compute_date_remind(self):
        for certificate in self:
            end = certificate.date_to
            days = timedelta(days=certificate.type_id.remind_days)
            certificate.date_remind = end - days if end else False

    @api.depends("date_to", "date_remind")
    @api.depends_context("tz")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for certificate in self:
            if not certificate.date_to or today < certificate.date_remind:
                certificate.state = "valid"
            else:
                certificate.state = "ending" if today <= certificate.date_to else "over"

    @api.depends("type_id", "number")
    def _compute_display_name(self):
        for certificate in self:
            names = (certificate.type_id.name, certificate.number)
            certificate.display_name = " ".join(name for name in names if name)

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        over = Domain("date_to", "<", today)
        ending = Domain("date_remind", "<=", today) & Domain("date_to", ">=", today)
        domains = {"over": over, "ending": ending, "valid": ~(over | ending)}
        return Domain.OR(domains[state] for state in value if state in domains)

    def write(self, vals):
        result = super().write(vals)
        if "date_to" in vals:
            self.sudo().filtered("is_reminded").is_reminded = False
        return result

    @api.model
    def _remind_owners(self, company, today, limit):
        """Gives the owners of up to `limit` ending certificates a task, once each."""
        due = (
            self.sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("date_remind", "<=", today)
                & Domain("is_reminded", "=", False)
                & Domain("user_id", "!=", False),
                order="id",
                limit=limit,
            )
            .try_lock_for_update()
        )
        for certificate in due:
            certificate.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=certificate.date_to,
                summary=self.env._("Ask for the new certificate"),
                user_id=certificate.user_id.id,
            )
        due.is_reminded = True
        return len(due)

    @api.model
    def _cron_remind_owners(self, batch=200):
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            today = self.env["crm.customer"]._today(company)
            while reminded := self._remind_owners(company, today, batch):
                if not cron._commit_progress(reminded, remaining=1):
                    return
        cron._commit_progress(remaining=0)
