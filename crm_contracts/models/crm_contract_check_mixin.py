# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, models
from odoo.fields import Domain

from . import crm_contract_check_queries as queries

_logger = logging.getLogger(__name__)


class CrmContractCheckMixin(models.AbstractModel):
    """Every night: days pass, so instalments fall overdue; receipts are compared."""

    _name = "crm.contract.check.mixin"
    _description = "Nightly Check of Receipts"

    def _check_collection(self, today=None):
        """Repairs receipts that differ from the ledger; tells which contracts did."""
        repaired = self._refresh_collection(today)
        if repaired:
            _logger.warning(
                "Receipts of contracts differed from the ledger and were repaired: %s",
                ", ".join(repaired.mapped("name")),
            )
            repaired._log_event("repaired")
        return repaired

    @api.model
    def _find_differences(self, today=None):
        """Contracts whose receipts or states are not what ledger and calendar say.

        today: day against which instalments are overdue, default each company's own.
        Two statements, whatever the number of contracts; a contract whose invoice asks
        for other things besides may be found without fault, it is compared in full.
        """
        self.env.flush_all()
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        days = {
            company.id: today or self.env["crm.customer"]._today(company)
            for company in companies
        }
        found = set()
        for query in (queries.receipts_that_differ(), queries.states_that_differ(days)):
            found |= {contract_id for (contract_id,) in self.env.execute_query(query)}
        return self.browse(sorted(found))

    @api.model
    def _cron_refresh_collection(self, today=None, batch=100):
        """Nightly job: differences are found in SQL and mended contract by contract.

        A difference to the ledger should never be found; it is repaired and reported.
        """
        cron = self.env["ir.cron"]
        self.env["crm.contract.instalment"]._watch_retained(today)
        different = self._find_differences(today)
        cron._commit_progress(remaining=len(different))
        for start in range(0, len(different), batch):
            contracts = different[start : start + batch]
            for company, group in contracts.grouped("company_id").items():
                with company._on_its_own("Receipts of contracts"):
                    group._check_collection(today)
            if not cron._commit_progress(len(contracts)):
                break
