# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import mute_logger, split_every

from . import crm_customer_queries as queries

_logger = logging.getLogger(__name__)


class CrmCustomerAccountMixin(models.AbstractModel):
    """How a contact becomes a customer account, and how documents reach it."""

    _name = "crm.customer.account.mixin"
    _description = "Opening of Customer Accounts"
    _inherit = ["crm.cached.plan.mixin"]

    def init(self):
        self._keep_statement(*queries.kept_touch())
        return super().init()

    @api.model
    def _accounts_of(self, partners, company):
        """Accounts of the commercial partners of `partners` in `company` (sudo)."""
        return (
            self.sudo()
            .with_context(active_test=False)
            .search_fetch(
                Domain("partner_id", "in", partners.commercial_partner_id.ids)
                & Domain("company_id", "=", company.id),
                ["partner_id", "company_id"],
            )
        )

    @api.model
    def _ensure_accounts(self, partners, company, user=None):
        """Returns the accounts of `partners` in `company`, opening missing ones.

        user: owner of an account opened now, when the contact has no salesperson.
        When two transactions open the same account at once, the unique constraint lets
        one win; the other cannot see the row in its snapshot, so it raises
        ConcurrencyError and Odoo runs it again.
        """
        accounts = self._accounts_of(partners, company)
        missing = partners.commercial_partner_id - accounts.partner_id
        if not missing:
            return accounts
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return accounts + self._open_accounts(missing, company, user)
        except IntegrityError as error:
            raise ConcurrencyError(
                f"Account of {missing.ids} opened by another transaction"
            ) from error

    @api.model
    def _open_accounts(self, partners, company, user=None):
        stage = self.env["crm.lifecycle.stage"]._starting_stage(company.id)
        accounts = (
            self.sudo()
            .with_context(mail_create_nosubscribe=True)
            .create(
                [
                    {
                        "partner_id": partner.id,
                        "company_id": company.id,
                        "stage_id": stage.id,
                        "user_id": (
                            partner.sudo().user_id or user or self.env["res.users"]
                        ).id,
                    }
                    for partner in partners
                ]
            )
        )
        for account in accounts:
            account.partner_id.with_company(company).customer_account_id = account
        return accounts

    @api.model
    def _touch(self, partners, company, user=None):
        """Notes that documents of `partners` changed: their facts are due in a minute.

        Called by the hooks of documents; opens missing accounts on the way. The job
        runs every minute and is not woken, which would cost every document more than
        all the rest. Returns those who stood on the do-not-sell list at any time:
        the same query tells it, and whoever sells has to ask.
        """
        if not partners:
            return partners
        partners.flush_model(["commercial_partner_id"])
        self.env["crm.sale.block"].flush_model(["active", "customer_id"])
        rows = self.env.execute_query(queries.touch(partners.ids, company.id))
        missing = partners.browse(row[0] for row in rows if not row[1])
        if missing:
            self._ensure_accounts(missing, company, user)
            self.env.execute_query(queries.touch(missing.ids, company.id))
        return partners.browse(row[0] for row in rows if row[2])

    @api.model
    def _open_missing_accounts(self, batch=10_000):
        """Opens the accounts of every customer that has documents but none.

        Nobody is told and nothing is tracked. batch: how many accounts are held in
        memory at once; the log tells how far it is.
        """
        rows = self.env.execute_query(queries.accounts_without_row())
        opened = self.sudo()
        for some in split_every(batch, rows):
            opened += self._open_accounts_of(some)
            _logger.info("Customer accounts: %d of %d opened", len(opened), len(rows))
        self.env["res.partner"].invalidate_model(["customer_account_id"])
        return opened

    @api.model
    def _open_accounts_of(self, rows):
        """Accounts for rows of (partner, company, owner) ids."""
        stages = {
            company_id: self.env["crm.lifecycle.stage"]._starting_stage(company_id).id
            for company_id in {row[1] for row in rows}
        }
        accounts = (
            self.sudo()
            .with_context(tracking_disable=True)
            .create(
                [
                    {
                        "partner_id": partner_id,
                        "company_id": company_id,
                        "user_id": user_id,
                        "stage_id": stages[company_id],
                    }
                    for partner_id, company_id, user_id in rows
                ]
            )
        )
        self.env.flush_all()
        self.env.execute_query(queries.link_accounts_to_partners(accounts.ids))
        self.env.invalidate_all()
        return accounts.with_env(self.sudo().env)

    def _prepare_for_merge(self, kept):
        """Clears what is unique per customer before these accounts join `kept`.

        A clash would cost all rows of the model; a module adds its own with super().
        """
        self._prepare_visits_for_merge(kept)
        self._prepare_people_for_merge(kept)
        self._prepare_alerts_for_merge(kept)
        self._prepare_developments_for_merge(kept)

    @api.model
    def _today(self, company):
        """Calendar day of a company, in the time zone of its working calendar."""
        zone = company._calendar_zone() or company.partner_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))
