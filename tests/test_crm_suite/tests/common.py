# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

# 1 x 1 pixel, as the signature pad sends it
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class SuiteCommon(AccountTestInvoicingCommon):
    """One company with a chart of accounts and one user per role; holds no tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.env = cls.env(
            user=cls.env.ref("base.user_root"),
            context={"allowed_company_ids": cls.company.ids, "tracking_disable": True},
        )
        roles = {
            "sally": "crm_contracts.crm_contracts_group_user",
            "archie": "crm_lifecycle.crm_lifecycle_group_archive",
            "lena": "crm_lifecycle.crm_lifecycle_group_team",
            "dora": "crm_lifecycle.crm_lifecycle_group_director",
            "agnes": "crm_complaints.crm_complaints_group_manager",
            "fiona": "crm_contracts.crm_contracts_group_finance",
        }
        for login, group in roles.items():
            setattr(cls, login, cls._create_user(f"{login}_s", group))
        cls.env["crm.team"].create(
            {
                "name": "North",
                "company_id": cls.company.id,
                "user_id": cls.lena.id,
                "member_ids": [Command.set((cls.sally | cls.lena).ids)],
            }
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Cement", "invoice_policy": "order", "taxes_id": False}
        )

    @classmethod
    def _create_user(cls, login, groups):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            tz="UTC",
            email=f"{login}@company.test",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _create_customer(cls, name="Alpha Works"):
        """A customer of sally with one contact person."""
        partner = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "child_ids": [
                    Command.create({"name": "Carl", "email": "carl@alpha.test"})
                ],
            }
        )
        return cls.env["crm.customer"]._ensure_accounts(partner, cls.company, cls.sally)

    @classmethod
    def _create_order(cls, customer, amount, confirm=True):
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.partner_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        if confirm:
            order.action_confirm()
        return order

    @classmethod
    def _approve(cls, document, *users):
        """Each user answers the waiting question of the document with yes."""
        for user in users:
            document.sudo().approval_id.with_user(user).action_approve()

    @classmethod
    def _create_contract(cls, customer):
        """A draft of 138,000 in two instalments."""
        return (
            cls.env["crm.contract"]
            .with_user(cls.sally)
            .create(
                {
                    "subject": "Hospital software",
                    "customer_id": customer.id,
                    "company_id": cls.company.id,
                    "line_ids": [
                        Command.create(
                            {
                                "product_id": cls.product.id,
                                "description": "Software",
                                "quantity": 1,
                                "price_unit": 138000.0,
                                "tax_ids": False,
                            }
                        )
                    ],
                    "instalment_ids": [
                        Command.create(
                            {"name": name, "amount": amount, "trigger": when, "days": 3}
                        )
                        for name, amount, when in (
                            ("First", 80000.0, "signing"),
                            ("Second", 58000.0, "acceptance"),
                        )
                    ],
                }
            )
        )

    @classmethod
    def _sign_contract(cls, customer):
        """138,000 in two instalments, approved and signed: what is due is due."""
        contract = cls._create_contract(customer)
        contract.action_submit()
        cls._approve(contract, cls.lena, cls.dora)
        contract.action_send()
        contract.sudo()._sign("Carl Cao", PIXEL, "192.0.2.7")
        return contract.sudo()

    @classmethod
    def _invoice(cls, order):
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice


class QueryCountCommon(TransactionCase):
    """40 customers with a complaint and a contract each; a view is read twice, the
    second time with warm caches of what is not a record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"].create(
            [{"name": f"Count {number}", "is_company": True} for number in range(40)]
        )
        accounts = cls.env["crm.customer"]
        cls.customers = accounts._ensure_accounts(partners, cls.env.company)
        cls.complaints = cls.env["crm.complaint"].create(
            [{"partner_id": partner.id, "description": "Late"} for partner in partners]
        )
        cls.contracts = cls.env["crm.contract"].create(
            [
                {"subject": "Supply", "customer_id": customer.id}
                for customer in cls.customers
            ]
        )

    def _specification(self, model, view_type, view_id=None):
        """The fields of the view as the web client asks for them."""
        arch = etree.fromstring(model.get_view(view_id, view_type)["arch"])
        nested = arch.xpath("//field//field")
        names = {node.get("name") for node in arch.iter("field") if node not in nested}
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].relational
            else {}
            for name in names
        }

    def _queries(self, records, view_type, view_id=None):
        specification = self._specification(records, view_type, view_id)
        records.web_search_read([("id", "in", records.ids)], specification)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        records.web_search_read([("id", "in", records.ids)], specification)
        return self.cr.sql_log_count - before
