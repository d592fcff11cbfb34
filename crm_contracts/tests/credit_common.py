# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from .common import ContractsCommon


class CreditCommon(ContractsCommon):
    """Orders, invoices and limits of one customer without taxes; holds no tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.customer.partner_id
        cls.sally.group_ids = [
            Command.link(cls.env.ref("sales_team.group_sale_salesman").id)
        ]
        cls.mona.group_ids = [
            Command.link(cls.env.ref("sales_team.group_sale_manager").id)
        ]
        cls.env.user.group_ids = [
            Command.link(cls.env.ref("sales_team.group_sale_manager").id),
            Command.link(cls.env.ref("crm_contracts.crm_contracts_group_manager").id),
        ]
        cls.grades = {
            name: cls.env.ref(f"crm_contracts.crm_credit_grade_{name.lower()}")
            for name in ("AAA", "AA", "A", "B", "C", "D")
        }

    @classmethod
    def _policy(cls, **values):
        cls.company.write(
            {f"crm_credit_{name}": value for name, value in values.items()}
        )

    @classmethod
    def _order(cls, price, partner=None, user=None, **values):
        orders = cls.env["sale.order"].with_user(user or cls.env.user)
        return orders.create(
            {
                "partner_id": (partner or cls.partner).id,
                "company_id": cls.company.id,
                "user_id": cls.sally.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product_a.id,
                            "product_uom_qty": 10,
                            "price_unit": price / 10,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _bill(cls, amount, date="2026-06-15", due=None, partner=None, **values):
        """A posted invoice without taxes and without an order."""
        return cls._create_invoice_one_line(
            price_unit=amount,
            product_id=cls.product_a,
            tax_ids=cls.env["account.tax"],
            partner_id=partner or cls.partner,
            invoice_date=date,
            invoice_date_due=due or date,
            post=True,
            **values,
        )

    @classmethod
    def _limit(cls, amount, customer=None, approve=True, **values):
        limit = (
            cls.env["crm.credit.limit"]
            .with_user(cls.fina)
            .create(
                {
                    "customer_id": (customer or cls.customer).id,
                    "amount": amount,
                    "date_from": "2026-06-01",
                    "reason": "Solid balance sheet",
                    **values,
                }
            )
        )
        if approve:
            limit.action_submit()
            cls._approve_all(limit)
        return limit

    @classmethod
    def _approve_all(cls, document):
        for user in (cls.mona, cls.dora):
            approval = document.sudo().approval_ids.filtered(
                lambda a: a.state == "pending"
            )
            if approval:
                approval.with_user(user).action_approve()
        return document

    @classmethod
    def _rate(cls, grade, customer=None):
        """The customer has the grade, as if a rating were in force."""
        (customer or cls.customer).sudo().write({"credit_grade_id": grade.id})

    def _standing(self, partner=None):
        """The customer's own row of the check."""
        partner = partner or self.partner
        found = self.env["crm.customer"]._credit_standings(self.company, partner)
        return next(row for row in found[partner.id] if row.scope == "customer")
