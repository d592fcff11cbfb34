# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from .crm_collection_rules import bucket


class CrmCustomerStatementMixin(models.AbstractModel):
    """The statement of account: what is open on a day, by currency and by age.

    PDF, XLSX and portal show the same rows.
    """

    _name = "crm.customer.statement.mixin"
    _description = "Statement of Account"

    def _get_report_base_filename(self):
        names = ", ".join(self.mapped("partner_id.name")[:3])
        return self.env._("Statement %s", names.replace("/", "-"))

    def _statement(self, today=None):
        """{"date", "currencies": [{"currency", "rows", "total", "due", "ages"}]}.

        The caller has checked that the user reads the customer.
        """
        self.ensure_one()
        today = today or self._today(self.company_id)
        items = self._statement_items()
        disputed = items.move_id._disputed_amounts()
        currencies = []
        for currency, some in items.grouped("currency_id").items():
            rows = [item._statement_row(today, disputed) for item in some]
            currencies.append(
                {
                    "currency": currency,
                    "rows": rows,
                    "total": sum(row["amount"] for row in rows),
                    "due": sum(row["amount"] for row in rows if row["is_due"]),
                    "ages": self._statement_ages(rows, today),
                }
            )
        return {"date": today, "currencies": currencies}

    def _statement_items(self):
        items = self.env["crm.collection.item"].sudo()
        return items.search(Domain("customer_id", "=", self.id))

    def _statement_ages(self, rows, today):
        """[(name of the ageing bucket, amount)], in the order of the buckets.

        Credits reduce the oldest claims first, so that the columns add up to the total.
        """
        buckets = self.env["crm.ageing.bucket"].sudo().search(Domain.TRUE)
        ages = [0.0] * len(buckets)
        starts = buckets.mapped("days_from")
        credit = -sum(row["amount"] for row in rows if row["amount"] < 0)
        for row in sorted(rows, key=lambda row: row["date_due"]):
            if row["amount"] > 0:
                used = min(row["amount"], credit)
                credit -= used
                days = (today - row["date_due"]).days
                ages[bucket(days, starts)] += row["amount"] - used
        ages[0] -= credit
        return list(zip(buckets.mapped("name"), ages, strict=True))
