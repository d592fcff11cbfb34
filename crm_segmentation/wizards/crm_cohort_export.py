# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..models import crm_cohort_rules
from ..models.crm_cohort_rules import MONTHS
from ..models.crm_domain_words import domain_in_words
from ..report.crm_cohort_xlsx import CohortBook, Sheet


class CrmCohortExport(models.TransientModel):
    """One download of the heat map: with the filters and the rights of the user."""

    _name = "crm.cohort.export"
    _description = "Cohort Export"

    company_ids = fields.Many2many(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.companies,
        help="Companies chosen on the screen; a download does not know of them.",
    )
    domain = fields.Json(help="Search condition on cohort rows; empty: all of them.")
    kind = fields.Selection(
        selection=[(name, name) for name in MONTHS], default="month", required=True
    )

    def _xlsx(self):
        """Bytes of the file: who bought, which part, and the turnover."""
        self.ensure_one()
        self = self.with_context(allowed_company_ids=self.company_ids.ids)
        cohorts = self.env["crm.customer.cohort"]
        cohorts.check_access("read")
        rows = cohorts._cohorts(Domain(self.domain or []), self.kind)
        averages = crm_cohort_rules.averages(rows)
        labelled = [(cohorts._period_name(row.start, self.kind), row) for row in rows]
        ages = max((len(row.cells) for row in rows), default=0)
        labels = {**self._labels(), "ages": [str(age) for age in range(ages)]}
        return CohortBook(labels, self._title_lines()).to_bytes(
            labelled, self._sheets(averages)
        )

    @api.model
    def _sheets(self, averages):
        return [
            Sheet(
                self.env._("Retention"),
                lambda cell: cell.retention,
                "percent",
                [retention for retention, _amount, _count in averages],
            ),
            Sheet(self.env._("Customers"), lambda cell: cell.buyers, "integer", []),
            Sheet(
                self.env._("Turnover Kept"),
                lambda cell: cell.amount_share,
                "percent",
                [amount for _retention, amount, _count in averages],
            ),
            Sheet(self.env._("Turnover"), lambda cell: float(cell.amount), "money", []),
        ]

    @api.model
    def _labels(self):
        return {
            "start": self.env._("First Order"),
            "size": self.env._("Customers"),
            "average": self.env._("Average, by size"),
            "chart": self.env._("What is left, by periods since the first order"),
        }

    def _title_lines(self):
        today = format_date(self.env, fields.Date.context_today(self))
        companies = ", ".join(self.env.companies.mapped("name"))
        words = domain_in_words(
            list(Domain(self.domain or [])), self._condition_in_words, self._joints()
        )
        return [
            self.env._("Cohorts of Customers"),
            self.env._("%(companies)s, %(day)s", companies=companies, day=today),
            self.env._("Filter: %s", words or self.env._("none")),
        ]

    @api.model
    def _joints(self):
        return {"&": self.env._("and"), "|": self.env._("or"), "!": self.env._("not")}

    @api.model
    def _condition_in_words(self, name, operator, value):
        """Label instead of a field's name, names instead of ids."""
        field = self.env["crm.customer.cohort"]._fields.get(name)
        if not field:
            return f"{name} {operator} {value}"
        ids = [value] if isinstance(value, int) else value
        if field.relational and ids and all(type(item) is int for item in ids):
            found = self.env[field.comodel_name].browse(ids).exists()
            value = ", ".join(found._filtered_access("read").mapped("display_name"))
        return f"{field._description_string(self.env)} {operator} {value}"
