# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestSaleWarning(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seller = cls.env.ref("sales_team.group_sale_salesman")
        cls.sally.group_ids = [Command.link(seller.id)]
        every = cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.mona.group_ids = [Command.link(every.id)]
        cls.complaint = cls._create_complaint()

    def quotation(self, user=None, partner=None):
        return (
            self.env["sale.order"]
            .with_user(user or self.sally)
            .create(
                {
                    "partner_id": (partner or self.contact).id,
                    "company_id": self.company.id,
                    "order_line": [Command.create({"product_id": self.product.id})],
                }
            )
        )

    def test_warned_on_quotation_opportunity_and_visit(self):
        order = self.quotation()
        lead = self.env["crm.lead"].create(
            {"name": "More", "partner_id": self.partner.id, "type": "opportunity"}
        )
        visit = self.env["crm.customer.visit"].create({"customer_id": self.customer.id})
        for document in (order, lead, visit):
            self.assertIn(self.complaint.name, document.complaint_warning)
            self.assertIn("Alpha Works", document.complaint_warning)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.complaint_warning)

    def test_nothing_without_complaint_or_when_switched_off(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        self.assertFalse(self.quotation(partner=stranger).complaint_warning)
        self.company.complaint_sale_warning = "off"
        self.assertFalse(self.quotation().complaint_warning)
        self.company.complaint_sale_warning = "warn"
        self._solve(self.complaint)
        self.assertFalse(self.quotation().complaint_warning)

    def test_question_or_praise_is_no_reason(self):
        self._solve(self.complaint)
        self._create_complaint(kind="enquiry")
        self.assertFalse(self.quotation().complaint_warning)

    def test_refused_until_a_manager_releases_it(self):
        self.company.complaint_sale_warning = "block"
        order = self.quotation()
        for step in (order.action_confirm, order.action_quotation_send):
            with self.assertRaisesRegex(UserError, "A complaint manager may release"):
                step()
        with self.assertRaises(AccessError):
            order._release_complaint("I want it")
        with self.assertRaises(AccessError):
            order.complaint_release_reason = "Forged"
        self.complaint_release(order)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.complaint_release_user_id, self.mona)
        self.assertFalse(order.copy().complaint_release_reason)

    def complaint_release(self, order):
        dialog = self.env["crm.complaint.release"].with_user(self.mona)
        dialog.create(
            {"order_id": order.id, "reason": "The customer asks for it"}
        ).action_confirm()

    def test_customer_in_the_portal_is_not_stopped(self):
        self.company.complaint_sale_warning = "block"
        order = self.quotation()
        portal = self._create_portal_user("paula_w", self.contact)
        self.assertFalse(order.with_user(portal).sudo()._confirmation_error_message())

    def test_contacts_are_found_by_open_complaints(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        partners = self.contact | self.partner | stranger
        self.assertTrue(self.contact.has_open_complaint)
        for value, expected in (
            (True, self.contact | self.partner),
            (False, stranger),
        ):
            found = partners.search(
                [("has_open_complaint", "=", value), ("id", "in", partners.ids)]
            )
            self.assertEqual(found, expected)

    def test_constant_queries(self):
        orders = self.quotation() | self.quotation() | self.quotation()
        counts = []
        for some in (orders, orders[0], orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("complaint_warning")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_opportunity_from_a_case(self):
        context = self.complaint.with_user(self.mona).action_create_opportunity()[
            "context"
        ]
        form = Form(self.env["crm.lead"].with_user(self.mona).with_context(**context))
        self.assertEqual(form.name, "Broken bags")
        lead = form.save()
        self.assertEqual(lead.complaint_id, self.complaint)
        self.assertEqual(lead.user_id, self.sally)
        self.complaint.invalidate_recordset()
        self.assertEqual(self.complaint.lead_count, 1)
        back = lead.with_user(self.sally).action_view_complaint()
        self.assertEqual(back["res_id"], self.complaint.id)

    @mute_logger(
        "odoo.models",
        "odoo.addons.base.models.ir_rule",
        "odoo.addons.base.models.ir_model",
    )
    def test_opportunity_needs_the_right_of_a_salesperson(self):
        helper = self._create_user(
            "helper_c", "crm_complaints.crm_complaints_group_agent"
        )
        self.team.member_ids = [Command.link(helper.id)]
        access = self.env["crm.lead"].with_user(helper).has_access("create")
        complaint = self.complaint.with_user(helper)
        if access:
            self.assertTrue(complaint.action_create_opportunity())
        else:
            with self.assertRaisesRegex(AccessError, "made by salespeople"):
                complaint.action_create_opportunity()
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.sam).create(
                {"name": "Spy", "complaint_id": self.complaint.id}
            )
        spy = self.env["crm.lead"].with_user(self.sam)
        with self.assertRaises(AccessError):
            spy.with_context(default_complaint_id=self.complaint.id).create(
                {"name": "Spy"}
            )

    def test_care_reminds_the_owner(self):
        self.complaint.with_user(self.anna).action_care()
        activity = self.customer.activity_ids
        self.assertEqual(activity.user_id, self.sally)
        self.assertIn(self.complaint.name, activity.summary)
