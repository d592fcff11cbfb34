# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Command


class DemoContract(NamedTuple):
    """One contract of the plan.

    customer: number in the plan of crm_lifecycle; lines: (product, quantity, price);
    plan: (name, share of the total, trigger, days); signed, accepted: days ago or None;
    invoiced, paid: how many instalments
    """

    customer: int
    subject: str
    lines: tuple
    plan: tuple
    signed: int | None = None
    accepted: int | None = None
    invoiced: int = 0
    paid: int = 0


TWO_STEPS = (("First payment", 0.58, "signing", 3), ("Balance", 0.42, "acceptance", 3))
THIRDS = (
    ("Deposit", 0.3, "signing", 5),
    ("On delivery", 0.4, "acceptance", 10),
    ("Balance", 0.3, "acceptance", 60),
)
WHOLE = (("Payment", 1.0, "signing", 30),)

CONTRACTS = (
    DemoContract(0, "Coal for the heating season", (("coal", 400, 700.0),), THIRDS,
                 90, 40, 3, 2),
    DemoContract(0, "Washed anthracite, spot lot", (("anthracite", 120, 1150.0),),
                 (("First payment", 80 / 138, "signing", 3),
                  ("Balance", 58 / 138, "acceptance", 3)), 20, None, 1, 0),
    DemoContract(1, "Yearly supply of steam coal", (("coal", 900, 690.0),), THIRDS,
                 200, 150, 3, 3),
    DemoContract(16, "Coking additive, trial year", (("anthracite", 60, 1120.0),),
                 TWO_STEPS, 75, 30, 2, 1),
    DemoContract(20, "Winter stock for the steel works", (("coal", 300, 705.0),), WHOLE,
                 100, None, 1, 0),
    DemoContract(33, "Cement for the ring road", (("cement", 800, 365.0),), TWO_STEPS,
                 45, 10, 2, 2),
    DemoContract(36, "Rebar frame contract", (("rebar", 40, 3600.0),), THIRDS,
                 12, None, 1, 1),
    DemoContract(52, "Bridge deck materials",
                 (("cement", 200, 372.0), ("rebar", 25, 3620.0)), TWO_STEPS, 5),
    DemoContract(45, "Rebar for the sports hall", (("rebar", 18, 3650.0),), WHOLE),
    DemoContract(35, "Rebar for the warehouse", (("rebar", 12, 3590.0),), WHOLE,
                 130, None, 1, 1),
)  # fmt: skip


TO_APPROVE = DemoContract(41, "Cement for the campus", (("cement", 150, 378.0),), WHOLE)
# the portal customer signs it when the salesperson has sent it
TO_SIGN = DemoContract(0, "Coal for spring", (("coal", 100, 715.0),), TWO_STEPS)


class CrmDemoCompany(models.AbstractModel):
    _name = "crm.demo.company"
    _inherit = [
        "crm.demo.company",
        "crm.demo.collection.mixin",
        "crm.demo.contract.execution.mixin",
        "crm.demo.contract.mixin",
        "crm.demo.contract.terms.mixin",
        "crm.demo.credit.mixin",
    ]

    @api.model
    def _load_contracts(self):
        """People of the module, and contracts from draft to overdue."""
        builder = self.with_context(
            tracking_disable=True, mail_notify_force_send=False, no_reset_password=True
        )
        builder._create_contract_people()
        contracts = []
        for plan in CONTRACTS:
            contract = builder._create_contract(plan)
            if plan.signed is not None:
                builder._fulfil_contract(contract, plan)
            contracts.append(contract)
        builder._execute_contracts(contracts)
        builder._tell_contract_stories(contracts)
        builder._create_contract(TO_APPROVE).action_submit()
        builder._approve_contract(builder._create_contract(TO_SIGN))
        builder._load_contract_terms(
            TO_APPROVE._replace(subject="Cement on long credit")
        )
        self.env["crm.customer"]._refresh_facts()
        builder._load_credit()
        builder._load_collection()

    @api.model
    def _create_contract_people(self):
        companies = self._demo("company_trading") | self._demo("company_liquor")
        groups = ["crm_contracts.crm_contracts_group_finance", "base.group_user"]
        groups.append("crm_contracts.crm_contracts_group_user")
        self._create_user(
            "fiona", "Fiona Fang, Contracts and Finance", groups, companies
        )
        group = "crm_contracts.crm_contracts_group_%s"
        for login, role in (
            ("sally", "user"),
            ("sam", "user"),
            ("lily", "user"),
            ("archie", "user"),
            ("lena", "user"),
            ("dora", "manager"),
            ("gina", "manager"),
        ):
            user = self._demo(f"user_{login}")
            user.group_ids = [Command.link(self.env.ref(group % role).id)]

    @api.model
    def _create_contract(self, plan):
        customer = self._demo_customer(plan.customer)
        seller = customer.user_id or self.env.user
        total = sum(quantity * price for _code, quantity, price in plan.lines)
        amounts = [round(total * share, 2) for _name, share, _event, _days in plan.plan]
        amounts[-1] = round(total - sum(amounts[:-1]), 2)
        contracts = self.env["crm.contract"].with_user(seller).sudo()
        contracts = contracts.with_company(customer.company_id)
        contract = self._back_then(contracts, (plan.signed or 0) + 6).create(
            {
                "subject": plan.subject,
                "customer_id": customer.id,
                "company_id": customer.company_id.id,
                "line_ids": [self._prepare_contract_line(*line) for line in plan.lines],
                **self._prepare_contract_terms(),
                "instalment_ids": [
                    Command.create(
                        {"name": name, "amount": amount, "trigger": event, "days": days}
                    )
                    for (name, _share, event, days), amount in zip(
                        plan.plan, amounts, strict=True
                    )
                ],
            }
        )
        return contracts.browse(contract.id)

    @api.model
    def _back_then(self, records, days):
        """The records as worked on so many days ago: events get the date of then."""
        day = self._today() - timedelta(days=days)
        return records.with_context(default_date=datetime.combine(day, time(3, 30)))

    @api.model
    def _approve_contract(self, contract):
        """Approved: the salesperson sends it, the portal customer signs."""
        contract.contact_id = self._demo("user_portal_carl").partner_id
        for state in ("approval", "approved"):
            contract._move_to(state)

    @api.model
    def _prepare_contract_line(self, code, quantity, price):
        product = self._demo(f"product_{code}")
        return Command.create(
            {
                "product_id": product.id,
                "description": product.name,
                "quantity": quantity,
                "price_unit": price,
                "tax_ids": [Command.clear()],
            }
        )

    @api.model
    def _fulfil_contract(self, contract, plan):
        """Signed, accepted, invoiced and paid so many days ago."""
        today = self._today()
        then = self._back_then(contract, plan.signed + 3)
        for state in ("approval", "approved", "signing"):
            then._move_to(state)
        contract.write(
            {
                "signed_by": contract._signatory().name,
                "sent_by_id": self._demo("user_dora").id,
                "sent_on": then.env.context["default_date"],
            }
        )
        signed = self._back_then(contract, plan.signed)
        signed._make_effective(today - timedelta(days=plan.signed))
        if plan.accepted is not None:
            accepted = self._back_then(contract, plan.accepted)
            accepted._accept(today - timedelta(days=plan.accepted))
        for line in contract.obligation_ids.filtered(
            lambda o: o.state == "due" and o.obligor == "company" and o.is_late
        ):
            line._finish(line.date_due - timedelta(hours=5), "Delivered in time")
        finance = contract.with_user(self._demo("user_fiona")).sudo()
        for number, instalment in enumerate(finance.instalment_ids[: plan.invoiced]):
            self._invoice_instalment(instalment, paid=number < plan.paid)
        contract._refresh_collection()

    @api.model
    def _invoice_instalment(self, instalment, paid):
        """Invoiced when it fell due, and paid on that day or not yet."""
        today = self._today()
        day = min(instalment.date_due or today, today)
        dated = self._back_then(instalment, (today - day).days)
        action = dated.action_create_invoice()
        invoice = instalment.env["account.move"].browse(action["res_id"])
        invoice.write(
            {"invoice_date": day, "invoice_date_due": instalment.date_due or day}
        )
        self._back_then(invoice, (today - day).days).action_post()
        if paid:
            register = instalment.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
            payments = register.create({"payment_date": day})
            self._back_then(payments, (today - day).days)._create_payments()
            contract = instalment.contract_id
            self._back_then(contract, (today - day).days)._refresh_collection()
