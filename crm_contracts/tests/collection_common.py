# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from .common import ContractsCommon


class CollectionCommon(ContractsCommon):
    """Open items with a day, money, a policy and a collector; holds no tests.

    cole is a collector. The policy reminds 3 days before the due date by mail, 3 days
    after it by mail, 12 days after by call, 25 by letter and 60 by legal action, with
    5 quiet days.
    """

    STEPS = (
        ("Coming", -3, "mail"),
        ("First", 3, "mail"),
        ("Phone", 12, "call"),
        ("Second", 25, "letter"),
        ("Last", 60, "legal"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cole = cls._create_user(
            "cole_c", "crm_contracts.crm_contracts_group_collector"
        )
        cls.partner = cls.customer.partner_id
        cls.partner.email = "pay@tour-hospital.example.com"
        cls.company.collection_promise_percent = 0
        cls.policy = (
            cls.env["crm.dunning.policy"]
            .with_user(cls.mona)
            .sudo()
            .create(
                {
                    "name": "Test",
                    "sequence": 1,
                    "company_id": cls.company.id,
                    "rule_domain": f"[('id', '=', {cls.customer.id})]",
                    "user_id": cls.cole.id,
                    "step_ids": [
                        Command.create(
                            {
                                "name": name,
                                "days": days,
                                "channel": channel,
                                "text": "Pay",
                            }
                        )
                        for name, days, channel in cls.STEPS
                    ],
                }
            )
        )

    @classmethod
    def _owed(cls, amount, due, currency=None, partner=None, **values):
        """A posted invoice without taxes over an amount, due on a day."""
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.partner).id,
                "currency_id": (currency or cls.company.currency_id).id,
                "invoice_date": values.pop("day", due),
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_user_id": cls.sally.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Goods",
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    @classmethod
    def _pay(cls, amount, day, move=None, currency=None):
        """Money on account, or matched with an invoice."""
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": cls.partner.id,
                "amount": amount,
                "date": day,
                "currency_id": (currency or cls.company.currency_id).id,
            }
        )
        payment.action_post()
        if move:
            items = payment.move_id.line_ids | move.line_ids
            items.filtered(lambda i: i.account_type == "asset_receivable").reconcile()
        return payment

    @classmethod
    def _decide_on(cls, day):
        """(outcome, step, amount) for the customer as the run of a day decides."""
        runs = cls.env["crm.dunning.run"].sudo()
        for decision in runs._decisions(cls.company, day, cls.policy):
            if decision.customer == cls.customer:
                return decision.outcome, decision.step.name, decision.amount
        return None

    @classmethod
    def _run_on(cls, day):
        """Prepares and delivers the run of a day; the notices of the customer."""
        run = cls.env["crm.dunning.run"].sudo()._prepare(cls.company, day)
        notices = run.notice_ids.filtered(lambda n: n.customer_id == cls.customer)
        notices._deliver()
        run._finish()
        return notices
