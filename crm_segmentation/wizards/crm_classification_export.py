# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, groupby

from odoo.addons.crm_lifecycle.report.crm_xlsx_stream import XlsxColumn, XlsxStream

from ..models.crm_domain_words import domain_in_words

BATCH = 1000
ORDER = "company_id, trade_type_id, abc_cumulative, rfm_amount desc, id"


class CrmClassificationExport(models.TransientModel):
    """One download of the classification: whose rows, with the rights of the user."""

    _name = "crm.classification.export"
    _description = "Classification Export"

    company_ids = fields.Many2many(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.companies,
        help="Companies chosen on the screen; a download does not know of them.",
    )
    domain = fields.Json(help="Search condition on customers; empty: all of them.")

    def _write_xlsx(self, file):
        """Writes the customers the user may see, with the totals of the screen."""
        self.ensure_one()
        self = self.with_context(allowed_company_ids=self.company_ids.ids)
        customers = self.env["crm.customer"]
        customers.check_access("read")
        domain = Domain(self.domain or [])
        sheet = XlsxStream(file)
        sheet.start_sheet(self.env._("Classification"), self._columns())
        sheet.write_lines(self._title_lines(domain))
        sheet.write_head()
        ids = customers.search(domain, order=ORDER).ids
        titles = [column.title for column in self._columns()]
        self.env["crm.export.log"]._log_export(customers.browse(ids), titles)
        for start in range(0, len(ids), BATCH):
            batch = customers.browse(ids[start : start + BATCH])
            for customer in batch:
                sheet.write_row(self._row(customer))
            # a batch forgotten keeps the memory constant
            self.env.invalidate_all()
        for label, totals in self._totals(domain):
            sheet.write_totals(label, totals)
        sheet.close()

    @api.model
    def _columns(self):
        return [
            XlsxColumn(self.env._("Customer"), "text", 36),
            XlsxColumn(self.env._("Company"), "text", 20),
            XlsxColumn(self.env._("Owner"), "text", 20),
            XlsxColumn(self.env._("Trade Type"), "text", 20),
            XlsxColumn(self.env._("Orders"), "integer", 10),
            XlsxColumn(self.env._("Turnover"), "money", 16),
            XlsxColumn(self.env._("Currency"), "text", 10),
            XlsxColumn(self.env._("Share of Its Group"), "percent"),
            XlsxColumn(self.env._("Cumulative Share"), "percent"),
            XlsxColumn(self.env._("Share of Company"), "percent"),
            XlsxColumn(self.env._("ABC Class"), "text", 8),
            XlsxColumn(self.env._("RFM"), "text", 8),
            XlsxColumn(self.env._("RFM Segment"), "text", 20),
        ]

    @api.model
    def _row(self, customer):
        return [
            customer.display_name,
            customer.company_id.name,
            customer.user_id.name,
            customer.trade_type_id.name,
            customer.rfm_order_count,
            customer.rfm_amount,
            customer.currency_id.name,
            customer.abc_share,
            customer.abc_cumulative,
            customer.company_share,
            customer.abc_class,
            customer.rfm_score,
            customer.rfm_segment_id.name,
        ]

    @api.model
    def _totals(self, domain):
        """(label, {column: sum}) per currency: the sums the screen shows."""
        groups = self.env["crm.customer"]._read_group(
            domain,
            ["company_id"],
            ["__count", "rfm_order_count:sum", "rfm_amount:sum", "company_share:sum"],
        )
        by_currency = groupby(groups, key=lambda group: group[0].currency_id)
        for currency, rows in by_currency:
            label = self.env._(
                "Total %(currency)s: %(count)s customers",
                currency=currency.name,
                count=sum(row[1] for row in rows),
            )
            totals = {4: sum(row[2] for row in rows), 5: sum(row[3] for row in rows)}
            if len(rows) == 1:
                totals[9] = rows[0][4]
            yield label, totals

    @api.model
    def _title_lines(self, domain):
        today = format_date(self.env, fields.Date.context_today(self))
        companies = ", ".join(self.env.companies.mapped("name"))
        words = domain_in_words(list(domain), self._condition_in_words, self._joints())
        return [
            self.env._("Classification of Customers"),
            self.env._("%(companies)s, %(day)s", companies=companies, day=today),
            self.env._("Filter: %s", words or self.env._("none")),
        ]

    @api.model
    def _joints(self):
        return {"&": self.env._("and"), "|": self.env._("or"), "!": self.env._("not")}

    @api.model
    def _condition_in_words(self, name, operator, value):
        """Label instead of a field's name, names instead of ids."""
        if name not in self.env["crm.customer"]._fields:
            return f"{name} {operator} {value}"
        field = self.env["crm.customer"]._fields[name]
        label = field._description_string(self.env)
        if value is False and operator in ("=", "!="):
            state = (
                self.env._("is not set") if operator == "=" else self.env._("is set")
            )
            return f"{label} {state}"
        ids = [value] if isinstance(value, int) else value
        if field.relational and ids and all(type(item) is int for item in ids):
            records = (
                self.env[field.comodel_name]
                .browse(ids)
                .exists()
                ._filtered_access("read")
            )
            value = ", ".join(records.mapped("display_name"))
        elif isinstance(value, list | tuple):
            value = ", ".join(str(item) for item in value)
        return f"{label} {operator} {value}"
