# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from . import crm_collection_queries as queries
from . import crm_contract_queries as contract_queries
from .crm_collection_rules import interest, rate_periods

FINANCE = "crm_contracts.crm_contracts_group_finance"


class CrmCustomerChargeMixin(models.AbstractModel):
    """Late interest and costs, and the order in which open payments settle debts."""

    _name = "crm.customer.charge.mixin"
    _description = "Charging Customers that Pay Late"

    interest_ids = fields.One2many(
        "crm.collection.interest", "customer_id", string="Late Interest"
    )

    def action_charge_interest(self):
        self.ensure_one()
        self._check_finance()
        wizard = self.env["crm.collection.charge"].create({"customer_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Late Interest"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_match_payments(self):
        """Matches open payments and credit notes with what the customer owes."""
        self.ensure_one()
        count = self._match_payments()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._("%s items were matched.", count)
                if count
                else self.env._("There is no open payment to match."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_finance(self):
        if not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "Interest is charged and payments are matched by contract finance; "
                    "ask them for it."
                )
            )
        self.check_access("read")

    def _lock_money(self):
        """Nobody else charges, matches or promises for these customers meanwhile.

        Who read them before this transaction ended starts again.
        """
        self.lock_for_update(allow_referencing=True)
        self.env.execute_query(contract_queries.mark_rows(self._table, self.ids))

    def _interest_due(self, until):
        """List of dictionaries: what each late item costs up to and with a day."""
        self.ensure_one()
        company = self.company_id.sudo()
        self.env["account.move.line"].flush_model()
        self.env["crm.collection.interest"].flush_model()
        self.env["crm.contract.penalty"].flush_model()
        rows = self.env.execute_query(queries.late_items(self.id, until))
        paid = {}
        for line_id, day, amount in self.env.execute_query(
            queries.late_matchings([row[0] for row in rows])
        ):
            paid.setdefault(line_id, []).append((day, float(amount)))
        changes = self.env["crm.collection.interest.rate"]._changes(company)
        return [
            charge
            for row in rows
            for period, rate in self._late_periods(row, company, until, changes)
            if (charge := self._period_interest(row, paid, period, rate))
        ]

    @api.model
    def _late_periods(self, row, company, until, changes):
        """Days of a late item that were not charged yet, apart for each rate."""
        due, charged = row[2], row[5]
        grace = timedelta(days=company.collection_interest_grace + 1)
        first = charged + timedelta(days=1) if charged else due + grace
        if first > until:
            return []
        period = (first, until + timedelta(days=1))
        return rate_periods(period, company.collection_interest_rate, changes)

    @api.model
    def _period_interest(self, row, paid, period, rate):
        line_id, move_id, _due, currency_id, amount, _charged = row
        currency = self.env["res.currency"].browse(currency_id)
        payments = paid.get(line_id, [])
        cost, amount_days = interest(period, float(amount), payments, rate)
        if currency.compare_amounts(cost, 0.0) <= 0:
            return None
        return {
            "kind": "interest",
            "move_line_id": line_id,
            "move_id": move_id,
            "date_from": period[0],
            "date_to": period[1] - timedelta(days=1),
            "amount_days": amount_days,
            "rate": rate,
            "currency_id": currency_id,
            "amount": currency.round(cost),
        }

    def _charge_interest(self, until, costs=0.0):
        """Draft invoices of interest per currency, and one of costs; returns them."""
        self.ensure_one()
        self._check_finance()
        self.sudo()._lock_money()
        rows = self.sudo()._interest_due(until)
        if costs > 0:
            rows.append(
                {
                    "kind": "cost",
                    "date_to": until,
                    "currency_id": self.company_id.currency_id.id,
                    "amount": costs,
                }
            )
        if not rows:
            raise UserError(
                self.env._(
                    "%s has nothing to pay interest for. The rate and the days of "
                    "grace stand in the settings.",
                    self.display_name,
                )
            )
        groups = {}
        for row in rows:
            groups.setdefault((row["kind"], row["currency_id"]), []).append(row)
        invoices = self.env["account.move"]
        for charges in groups.values():
            invoices |= self._invoice_charges(charges)
        return invoices

    def _invoice_charges(self, rows):
        names = self.env["account.move"].sudo()
        product = self.company_id.sudo().collection_interest_product_id
        lines = [
            {
                "name": self._charge_words(
                    row, names.browse(row.pop("move_id", False))
                ),
                "product_id": product.id,
                "quantity": 1.0,
                "price_unit": row["amount"],
                **({} if product else {"tax_ids": [Command.clear()]}),
            }
            for row in rows
        ]
        invoice = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner_id.id,
                    "currency_id": rows[0]["currency_id"],
                    "invoice_line_ids": [Command.create(line) for line in lines],
                }
            )
        )
        self.env["crm.collection.interest"].sudo().create(
            [{**row, "customer_id": self.id, "invoice_id": invoice.id} for row in rows]
        )
        return invoice

    def _charge_words(self, row, move):
        if row["kind"] == "cost":
            return self.env._("Costs of collection")
        return self.env._(
            "Interest on %(invoice)s, %(first)s to %(last)s, %(rate)s %% a year",
            invoice=move.name,
            first=row["date_from"],
            last=row["date_to"],
            rate=f"{row['rate']:g}",
        )

    def _match_payments(self):
        """Reconciles open credits with open debts; returns how many items it touched.

        A credit note settles its own invoice first. Debts follow by age, or costs and
        interest before them, as the company decides; disputed invoices come last.
        """
        self.ensure_one()
        self._check_finance()
        self.sudo()._lock_money()
        items = self.env["crm.collection.item"].search(
            [("customer_id", "=", self.id), ("move_line_id", "!=", False)]
        )
        debts = self._debts_in_order(items.filtered(lambda i: i.amount > 0))
        touched = self.env["account.move.line"]
        for credit in items.filtered(lambda i: i.amount < 0).sorted("date"):
            own = debts.filtered(
                lambda line, c=credit: line.move_id == c.reversed_move_id
            )
            touched |= self._settle(credit.move_line_id, own | debts)
        return len(touched)

    def _debts_in_order(self, items):
        moves = items.move_id
        legal = self.company_id.sudo().collection_legal_order
        ranks = (
            self.env["crm.collection.interest"]._charge_ranks(moves) if legal else {}
        )
        disputed = moves.sudo()._disputed_amounts()
        ordered = items.sorted(
            key=lambda item: (
                item.move_id.id in disputed,
                ranks.get(item.move_id.id, 2),
                item.date_due,
                item.id,
            )
        )
        return ordered.move_line_id

    def _settle(self, credit, debts):
        touched = credit.browse()
        for debt in debts:
            if credit.reconciled:
                break
            fits = (
                debt.account_id == credit.account_id
                and debt.currency_id == credit.currency_id
            )
            if fits and not debt.reconciled:
                (credit | debt).reconcile()
                touched |= credit | debt
        return touched
