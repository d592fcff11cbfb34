# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, timedelta

from odoo import api, models
from odoo.fields import Command

from . import demo_plan


class CrmDemoDocumentsMixin(models.AbstractModel):
    """Orders, quotations, invoices and payments of the demo company."""

    _name = "crm.demo.documents.mixin"
    _description = "Documents of the Demo Company"

    @api.model
    def _create_orders(self, plan, company):
        orders = self.env["sale.order"].with_company(company)
        values, days = [], []
        for customer in plan:
            partner = self._demo(f"partner_{customer.number}")
            for day, code, quantity in customer.orders:
                values.append(
                    self._prepare_order_values(partner, company, code, quantity)
                )
                days.append(day)
        confirmed = orders.create(values)
        confirmed.action_confirm()
        for order, day in zip(confirmed, days, strict=True):
            order.date_order = datetime.combine(day, datetime.min.time()).replace(
                hour=6
            )
        self._create_quotations(plan, company)
        recent = self._today() - timedelta(days=100)
        self._invoice(confirmed.filtered(lambda o: o.date_order.date() >= recent))

    @api.model
    def _create_quotations(self, plan, company):
        orders = self.env["sale.order"].with_company(company)
        for customer in plan[3::9]:
            partner = self._demo(f"partner_{customer.number}")
            code = customer.kind.products[0]
            quantity = demo_plan.PRODUCTS[code][2]
            orders.create(self._prepare_order_values(partner, company, code, quantity))

    @api.model
    def _prepare_order_values(self, partner, company, code, quantity):
        product = self._demo(f"product_{code}")
        line = {"product_id": product.id, "product_uom_qty": quantity}
        return {
            "partner_id": partner.id,
            "company_id": company.id,
            "order_line": [Command.create(line)],
        }

    @api.model
    def _invoice(self, orders):
        """Invoices the orders; most are paid in time, some late, some not at all."""
        term = self.env.ref("account.account_payment_term_30days")
        for number, order in enumerate(orders):
            day = order.date_order.date() + timedelta(days=2)
            if day > self._today():
                continue
            invoice = order._create_invoices()
            invoice.write({"invoice_date": day, "invoice_payment_term_id": term.id})
            invoice.action_post()
            self._pay(invoice, day, number)

    @api.model
    def _pay(self, invoice, day, number):
        delay = 20 if number % 5 else 45
        paid_on = day + timedelta(days=delay)
        if number % 7 == 0 or paid_on > self._today():
            return
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": paid_on})._create_payments()
