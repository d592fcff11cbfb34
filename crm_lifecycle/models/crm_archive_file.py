# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..report.crm_archive_file_xlsx import archive_file_xlsx

DIRECTORS = "crm_lifecycle.crm_lifecycle_group_director"


class CrmArchiveFile(models.AbstractModel):
    """Each month the files of every manager's customers go to the directors (S-115)."""

    _name = "crm.archive.file"
    _description = "Monthly File of Customers"

    @api.model
    def _mail_month(self, company, month):
        readers = self.env["res.users"].search(
            Domain("all_group_ids", "in", self.env.ref(DIRECTORS).ids)
            & Domain("company_id", "=", company.id)
            & Domain("email", "!=", False)
        )
        customers = self.env["crm.customer"].search(
            Domain("company_id", "=", company.id) & Domain("user_id", "!=", False),
            order="user_id, amount_12m desc, id",
        )
        if not readers or not customers:
            return self.env["mail.mail"]
        here = self.with_context(lang=readers[0].lang)
        name = here.env._(
            "Customers of %(company)s, %(month)s",
            company=company.name,
            month=fields.Date.to_string(month)[:7],
        )
        # The file belongs to the mail alone: attached to a company or a customer it
        # would be open to everybody who may read that.
        return here.env["mail.mail"].create(
            {
                "subject": name,
                "body_html": here.env._(
                    "The customers of each manager, one sheet per manager."
                ),
                "email_from": company.email_formatted,
                "recipient_ids": [Command.set(readers.partner_id.ids)],
                "attachment_ids": [
                    Command.create(
                        {
                            "name": f"{name}.xlsx",
                            "raw": archive_file_xlsx(customers.with_env(here.env)),
                            "res_model": "mail.mail",
                        }
                    )
                ],
            }
        )

    @api.model
    def _cron_monthly(self, today=None):
        """Once a month for each company that wants it; noted before it is mailed."""
        companies = self.env["res.company"].search([("lifecycle_archive_file", "=", 1)])
        for company in companies:
            day = today or self.env["crm.customer"]._today(company)
            month = day.replace(day=1)
            if company.lifecycle_archive_month == month:
                continue
            with company._on_its_own("Monthly file of customers"):
                company.lifecycle_archive_month = month
                self._mail_month(company, month)
            self.env["ir.cron"]._commit_progress(1)
