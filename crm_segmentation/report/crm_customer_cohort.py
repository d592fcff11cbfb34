# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ..models import crm_cohort_rules
from ..models.crm_cohort_queries import cohort_months


class CrmCustomerCohort(models.Model):
    """Who began when, and in which months each still bought: basis of the heat map."""

    _name = "crm.customer.cohort"
    _description = "Cohorts of Customers"
    _auto = False
    _order = "date_first desc, customer_id, month, id"
    _rec_name = "customer_id"
    _depends = {
        "sale.order": ["amount_untaxed", "currency_rate", "date_order", "state"],
        "account.move": ["amount_untaxed_signed", "invoice_date", "state"],
        "crm.customer": ["company_id", "trade_type_id", "user_id"],
    }

    customer_id = fields.Many2one("crm.customer", readonly=True)
    buyer_id = fields.Many2one(
        comodel_name="crm.customer",
        readonly=True,
        help="The customer, in months in which it ordered.",
    )
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    trade_type_id = fields.Many2one(related="customer_id.trade_type_id")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_first = fields.Date(string="First Order", readonly=True)
    month = fields.Date(readonly=True)
    amount = fields.Monetary(
        string="Turnover",
        readonly=True,
        help="Untaxed orders less credit notes of the month.",
    )
    order_count = fields.Integer(string="Orders", readonly=True)

    def action_view_customer(self):
        self.ensure_one()
        return self.customer_id._get_records_action()

    @api.model
    def action_export_matrix(self, domain, kind):
        """Button: the heat map as XLSX."""
        self.check_access("read")
        export = self.env["crm.cohort.export"].create({"domain": domain, "kind": kind})
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm_segmentation/cohort/{export.id}",
            "target": "download",
        }

    @api.readonly
    @api.model
    def get_matrix(self, domain, kind):
        """The heat map of what the user may see: cohorts, averages, currency.

        kind: month, quarter or year, of the first order and of the columns
        """
        rows = self._cohorts(domain, kind)
        return {
            "rows": [self._prepare_row(row, kind) for row in rows],
            "averages": [
                {"retention": retention, "amount_share": amount, "cohorts": count}
                for retention, amount, count in crm_cohort_rules.averages(rows)
            ],
            "currency_id": self._one_currency().id,
        }

    @api.model
    def _cohorts(self, domain, kind, today=None):
        if kind not in crm_cohort_rules.MONTHS:
            raise UserError(
                self.env._("Cohorts are formed by month, quarter or year of the start.")
            )
        today = today or self.env["crm.customer"]._today(self.env.company.sudo())
        self._one_currency()
        groups = self._read_group(
            domain,
            [f"date_first:{kind}", f"month:{kind}"],
            ["buyer_id:count_distinct", "amount:sum"],
        )
        found = {(start, month): values for start, month, *values in groups}
        return crm_cohort_rules.matrix(found, kind, today)

    @api.model
    def _one_currency(self):
        """Money of companies with different currencies does not add up."""
        currencies = self.env.companies.currency_id
        if len(currencies) > 1:
            raise UserError(
                self.env._(
                    "The chosen companies keep their books in %(currencies)s. Choose "
                    "companies of one currency to see their cohorts together.",
                    currencies=", ".join(currencies.mapped("name")),
                )
            )
        return currencies

    @api.model
    def _prepare_row(self, row, kind):
        return {
            "start": fields.Date.to_string(row.start),
            "label": self._period_name(row.start, kind),
            "size": row.size,
            "amount": row.amount,
            "cells": [
                {**cell._asdict(), "start": fields.Date.to_string(cell.start)}
                for cell in row.cells
            ],
        }

    @api.model
    def _period_name(self, day, kind):
        shown = {"month": "LLL y", "quarter": "QQQ y", "year": "y"}
        return format_date(self.env, day, date_format=shown[kind])

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = [
            cohort_months(customers._fact_scope(company))
            for company in self.env.companies.sudo()
        ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
