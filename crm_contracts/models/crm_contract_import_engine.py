# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date, plaintext2html

from . import crm_contract_import_queries as queries
from . import crm_contract_import_rules as rules


class CrmContractImportEngine(models.AbstractModel):
    """Recurring contracts (contract.contract) as contracts of the coming year.

    What was invoiced before stays in its invoices; lines and instalments hold what the
    recurring rule invoices from its next day on.
    """

    _name = "crm.contract.import.engine"
    _description = "Import of Recurring Contracts"
    _inherit = ["crm.import.engine.mixin"]

    _import_table = "contract_contract"

    @api.model
    def _known(self, refs):
        contracts = self.env["crm.contract"].with_context(active_test=False)
        return set(contracts.search([("import_ref", "in", refs)]).mapped("import_ref"))

    @api.model
    def _with_context_of(self, rows):
        """Rows with their lines."""
        present = self._columns("contract_line")
        lines = {row["id"]: [] for row in rows}
        if rows and present:
            found = self.env.execute_query(queries.lines_of(present, list(lines)))
            for line in self._named("contract_line", found):
                lines[line["contract_id"]].append(line)
        return [{**row, "lines": lines[row["id"]]} for row in rows]

    @api.model
    def _prepare(self, row, options, today):
        """{"partner", "lines": [(values of a line, days of its invoices)]}."""
        self._check_running(row)
        partner = self._partner_of(row)
        if row["contract_type"] == "purchase":
            self._check_customer(partner, options.company_id)
        lines = [
            self._prepare_line(row, line, options, today)
            for line in row["lines"]
            if self._is_live(line)
        ]
        lines = [(values, days) for values, days in lines if days]
        if not lines:
            raise UserError(
                self.env._(
                    "Nothing of it is left to invoice in the coming year: it has no "
                    "lines, or they ended."
                )
            )
        return {"partner": partner, "lines": lines}

    @api.model
    def _check_running(self, row):
        if row["active"] is False:
            raise UserError(self.env._("It is archived there."))
        if row["is_terminated"]:
            raise UserError(self.env._("It was terminated there."))

    @api.model
    def _check_customer(self, partner, company):
        if not self.env["crm.customer"]._accounts_of(partner, company):
            raise UserError(
                self.env._(
                    "We buy under it, and %s is no customer. Open a customer account "
                    "first if the contract is to be kept here.",
                    partner.display_name,
                )
            )

    @api.model
    def _is_live(self, line):
        return not (
            line["display_type"] or line["is_canceled"] or line["active"] is False
        )

    @api.model
    def _prepare_line(self, row, line, options, today):
        """Values of a subject line with the quantity of a year, and its days."""
        name = self._text(line["name"])
        product = self._linked("product.product", line["product_id"])
        product = product or options.product_id
        if not product:
            raise UserError(
                self.env._(
                    "Its line “%s” names no product. Choose a product for such lines "
                    "above.",
                    name,
                )
            )
        if line["qty_type"] == "variable" or (line["quantity"] or 0) <= 0:
            raise UserError(
                self.env._(
                    "Its line “%s” has a quantity by formula, or none: a contract "
                    "promises a quantity.",
                    name,
                )
            )
        days = self._days_of(row, line, today)
        uom = self._linked("uom.uom", line["uom_id"]) or product.uom_id
        return {
            "product_id": product.id,
            "description": name or product.display_name,
            "quantity": float(line["quantity"]) * len(days),
            "product_uom_id": uom.id,
            "price_unit": self._price_of(row, line, product, options),
        }, days

    @api.model
    def _days_of(self, row, line, today):
        """Days of the invoices until a year from today, by the line or its contract."""
        source = row if not row["line_recurrence"] and row["rule"] else line
        rule, every = (source[key] or row[key] for key in ("rule", "every"))
        first = self._first_of(row, line, source)
        if rule not in rules.PERIODS or not first:
            raise UserError(
                self.env._(
                    "Its line “%s” has no recurring rule, or no day to start from.",
                    self._text(line["name"]),
                )
            )
        arrears = (source["moment"] or row["moment"]) == "post-paid"
        ends = [day for day in (line["date_end"], row["date_end"]) if day]
        days = rules.invoice_days(
            first,
            (rule, max(every or 1, 1), arrears),
            today + relativedelta(years=1),
            min(ends, default=None),
        )
        if len(days) > rules.MOST_INVOICES:
            raise UserError(
                self.env._(
                    "Its line “%(line)s” was not invoiced since %(day)s: invoice it or "
                    "end it there.",
                    line=self._text(line["name"]),
                    day=format_date(self.env, first),
                )
            )
        return days

    @api.model
    def _first_of(self, row, line, source):
        days = (line["date_next"], source["date_next"])
        return next(filter(None, (*days, line["date_start"], row["date_start"])), None)

    @api.model
    def _price_of(self, row, line, product, options):
        """Price of a piece less its discount; of the price list where automatic."""
        currency = self._currency_of(row, options.company_id)
        if line["automatic_price"]:
            price = self._linked("product.pricelist", row["pricelist_id"])
            price = price._get_product_price(product, 1.0, currency=currency)
        else:
            price = float(line["price"] or 0)
        return price * (1 - float(line["discount"] or 0) / 100)

    @api.model
    def _currency_of(self, row, company):
        pricelist = self._linked("product.pricelist", row["pricelist_id"])
        return (
            self._linked("res.currency", row["currency_id"])
            or pricelist.currency_id
            or company.currency_id
        )

    @api.model
    def _make(self, row, values, options, today):
        contract = (
            self.env["crm.contract"]
            .with_company(options.company_id)
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            .create(self._contract_values(row, values, options))
        )
        contract._log_event("imported", description=self._title(row))
        plan = rules.plan_amounts(
            contract.amount_total,
            [
                (line.price_total, days)
                for line, (_values, days) in zip(
                    contract.line_ids, values["lines"], strict=True
                )
            ],
            contract.currency_id.decimal_places,
        )
        days = self._days_to_pay(row, contract)
        contract.instalment_ids = [
            Command.create(self._instalment_values(number, day, amount, days))
            for number, (day, amount) in enumerate(plan, start=1)
        ]
        if options.mode == "running" and contract.contract_type != "purchase":
            self._make_running(contract, today)

    @api.model
    def _contract_values(self, row, values, options):
        partner, company = values["partner"], options.company_id
        user = self._linked("res.users", row["user_id"])
        user = user if user and not user.share else None
        customer = self.env["crm.customer"]._ensure_accounts(partner, company, user)
        kind = "purchase" if row["contract_type"] == "purchase" else "service"
        note = self._text(row["note"])
        return {
            "import_ref": self._ref_of(row),
            "subject": self._title(row),
            "company_id": company.id,
            "customer_id": customer.id,
            "contact_id": partner.id if partner != customer.partner_id else False,
            "type_id": self.env["crm.contract.type"]._first_type(company, kind).id,
            "currency_id": self._currency_of(row, company).id,
            "date_start": row["date_start"],
            "date_end": row["date_end"],
            "terms": note if "<" in note else plaintext2html(note) if note else False,
            "line_ids": [
                Command.create({**line, "sequence": number})
                for number, (line, _days) in enumerate(values["lines"], start=1)
            ],
        }

    @api.model
    def _days_to_pay(self, row, contract):
        """Days from invoice to payment, by the terms of contract or customer."""
        terms = self._linked("account.payment.term", row["payment_term_id"])
        terms = terms or contract.partner_id.property_payment_term_id
        return max(terms.line_ids.mapped("nb_days"), default=0)

    @api.model
    def _instalment_values(self, number, day, amount, days):
        if amount < 0:
            raise UserError(
                self.env._(
                    "On %s its lines come to less than nothing.",
                    format_date(self.env, day),
                )
            )
        return {
            "sequence": number,
            "name": self.env._("Invoice of %s", format_date(self.env, day)),
            "trigger": "date",
            "date_fixed": day,
            "days": days,
            "amount": amount,
        }

    @api.model
    def _make_running(self, contract, today):
        """A contract that runs was signed long ago: it is taken over as it stands.

        Nothing counts as received before: the plan holds what is invoiced from now on.
        """
        signed = min(contract.date_start or today, today)
        contract._take_over(signed, False, contract._signatory().name, {})
