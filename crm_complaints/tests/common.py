# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.base.tests.common import BaseCommon

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
MONDAY = fields.Datetime.to_datetime("2026-03-02")


def at(day, hour, minute=0):
    """Moment in UTC, `day` days after Monday, 2 March 2026."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


class ComplaintsBuilders:
    """Users per role, a team in Shanghai's office hours, and builders.

    ========= ============================== ==========================
    user      role                           sees
    ========= ============================== ==========================
    anna      agent of the team              the team's complaints
    boris     agent of no team               what he enters himself
    mona      complaint manager, leader      all complaints
    sally     salesperson, owns the customer her customer's complaints
    sam       salesperson of somebody else   nothing
    paula     portal, works at the customer  her company's complaints
    fred      portal, of another company     nothing of this customer
    ========= ============================== ==========================

    Clocks of a complaint: acknowledge 1 h, first response 2 h, solution 8 h, working
    Monday to Friday 8 to 12 and 13 to 17 in Shanghai, that is 0 to 4 and 5 to 9 UTC.
    """

    @classmethod
    def _set_up_complaints(cls):
        cls.company = cls.env.company
        cls.company.write(
            {"complaint_limit_agent": 500.0, "complaint_limit_manager": 5000.0}
        )
        agent = "crm_complaints.crm_complaints_group_agent"
        cls.anna = cls._create_user("anna_c", agent)
        cls.boris = cls._create_user("boris_c", agent)
        cls.mona = cls._create_user(
            "mona_c", "crm_complaints.crm_complaints_group_manager"
        )
        cls.sally = cls._create_user(
            "sally_c", "crm_lifecycle.crm_lifecycle_group_user"
        )
        cls.sam = cls._create_user("sam_c", "crm_lifecycle.crm_lifecycle_group_user")
        cls._set_up_team()
        cls.product = cls.env["product.product"].create(
            {"name": "Cement", "list_price": 100.0, "taxes_id": False}
        )
        cls.partner = cls._create_partner("Alpha Works", "paula@alpha.test")
        cls.contact = cls.partner.child_ids
        cls.customer = cls.env["crm.customer"]._ensure_accounts(
            cls.partner, cls.company, cls.sally
        )

    @classmethod
    def _set_up_team(cls):
        cls.calendar = cls._create_calendar()
        cls.env["crm.complaint.team"].search([]).active = False
        cls.env["crm.complaint.escalation.level"].search([]).active = False
        cls.team = cls.env["crm.complaint.team"].create(
            {
                "name": "Service",
                "company_id": cls.company.id,
                "user_id": cls.mona.id,
                "member_ids": [Command.set(cls.anna.ids)],
                "resource_calendar_id": cls.calendar.id,
            }
        )
        cls.env["crm.complaint.sla"].create(
            {
                "name": "Test",
                "sequence": 1,
                "company_id": cls.company.id,
                "kind": "complaint",
                "acknowledge_hours": 1,
                "response_hours": 2,
                "solution_hours": 8,
                "warning_percent": 75,
            }
        )

    @classmethod
    def _create_rung(cls, **values):
        """A rung of the ladder that calls the team leader at the deadline."""
        return cls.env["crm.complaint.escalation.level"].create(
            {"name": "Leader", "percent": 100, "is_leader_called": True, **values}
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
    def _create_portal_user(cls, login, contact):
        return new_test_user(
            cls.env,
            login=login,
            groups="base.group_portal",
            partner_id=contact.id,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _create_calendar(cls):
        return cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Asia/Shanghai",
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": f"{day} {start}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": end,
                            "day_period": period,
                        }
                    )
                    for day in range(5)
                    for start, end, period in (
                        (8, 12, "morning"),
                        (13, 17, "afternoon"),
                    )
                ],
            }
        )

    @classmethod
    def _create_partner(cls, name, email):
        """A company with one contact person who has the mail address."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "child_ids": [
                    Command.create({"name": f"{name} buyer", "email": email})
                ],
            }
        )

    @classmethod
    def _create_complaint(cls, user=None, **values):
        """Complaint of the customer's contact, entered by anna."""
        complaints = cls.env["crm.complaint"].with_user(user or cls.anna)
        return complaints.with_company(cls.company).create(
            {
                "partner_id": cls.contact.id,
                "description": "Broken bags\nThree of ten bags were torn.",
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_order(cls, amount=100.0, quantity=10, partner=None, product=None):
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.partner).id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or cls.product).id,
                            "product_uom_qty": quantity,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _solve(cls, complaint, user=None):
        complaint = complaint.with_user(user or cls.anna)
        complaint.solution = "We bring new bags on Friday."
        complaint.action_solve()

    @classmethod
    def _step(cls, complaint, operation, reason, user=None, offer=None):
        """Confirms the reason dialog of a step as `user`."""
        wizard = (
            cls.env["crm.complaint.reason"]
            .with_user(user or cls.anna)
            .create(
                {
                    "complaint_id": complaint.id,
                    "compensation_id": offer.id if offer else False,
                    "operation": operation,
                    "reason": reason,
                }
            )
        )
        return wizard.action_confirm()

    @classmethod
    def _clock(cls, complaint, target):
        return complaint.sudo().clock_ids.filtered(lambda c: c.target == target)

    @classmethod
    def _events(cls, complaint, target):
        events = cls._clock(complaint, target).event_ids.sorted(
            lambda e: (e.date, e.id)
        )
        return [(event.kind, event.date) for event in events]

    @classmethod
    def _answer(cls, complaint, user=None, **values):
        """A message of a colleague to the customer, as the chatter sends it."""
        return complaint.with_user(user or cls.anna).message_post(
            body="We look into it.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    @classmethod
    def _forge(cls, record, user, **values):
        """Writes like an RPC call of `user` would."""
        with mute_logger("odoo.models"):
            return record.with_user(user).write(values)


class ComplaintsCommon(ComplaintsBuilders, BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_complaints()


class ComplaintsMoneyCommon(ComplaintsBuilders, AccountTestInvoicingCommon):
    """With a chart of accounts: invoices of 1,150 (1,000 and 15 % tax)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            user=cls.env.ref("base.user_root"),
            context={
                "allowed_company_ids": cls.company_data["company"].ids,
                "tracking_disable": True,
            },
        )
        cls._set_up_complaints()
        cls.tax = cls.company_data["default_tax_sale"]
        cls.order = cls._create_order()
        cls.order.order_line.tax_ids = cls.tax
        cls.invoice = cls._invoice(cls.order)

    @classmethod
    def _invoice(cls, order):
        order.order_line.qty_delivered = order.order_line.product_uom_qty
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    @classmethod
    def _create_offer(cls, amount, user=None, complaint=None, **values):
        """Proposal of a credit note by anna on a complaint about the order."""
        user = user or cls.anna
        complaint = complaint or cls._create_complaint(
            line_ids=[Command.create({"order_line_id": cls.order.order_line.id})]
        )
        return (
            cls.env["crm.complaint.compensation"]
            .with_user(user)
            .with_company(cls.company)
            .create(
                {
                    "complaint_id": complaint.id,
                    "invoice_id": cls.invoice.id,
                    "amount": amount,
                    **values,
                }
            )
        )
