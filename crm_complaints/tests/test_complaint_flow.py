# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestComplaintFlow(ComplaintsCommon):
    def test_arrival(self):
        with freeze_time(at(0, 3)):
            complaint = self._create_complaint()
        self.assertRegex(complaint.name, r"^CMP/2026/\d{5}$")
        self.assertEqual(complaint.customer_id, self.customer)
        self.assertEqual(complaint.subject, "Broken bags")
        self.assertEqual(complaint.email_from, "paula@alpha.test")
        self.assertEqual(complaint.team_id, self.team)
        self.assertEqual(complaint.user_id, self.anna)
        self.assertEqual(complaint.phase, "new")
        self.assertIn(self.contact, complaint.message_partner_ids)

    def test_account_opens_by_itself(self):
        stranger = self._create_partner("Gamma", "g@gamma.test")
        complaint = self._create_complaint(partner_id=stranger.child_ids.id)
        self.assertEqual(complaint.customer_id.sudo().partner_id, stranger)

    def test_goes_to_the_team_of_its_category_and_the_freest_agent(self):
        other = self.env["crm.complaint.team"].create(
            {
                "name": "Laboratory",
                "company_id": self.company.id,
                "kind": "dispute",
                "member_ids": [Command.set((self.boris | self.mona).ids)],
            }
        )
        category = self.env["crm.complaint.category"].create(
            {"name": "Analysis", "team_id": other.id}
        )
        first = self._create_complaint(category_id=category.id)
        second = self._create_complaint(kind="dispute")
        self.assertEqual(first.team_id | second.team_id, other)
        self.assertEqual(first.user_id | second.user_id, self.boris | self.mona)

    def test_quick_entry_needs_two_fields(self):
        form = Form(
            self.env["crm.complaint"].with_user(self.anna),
            "crm_complaints.crm_complaint_view_form_quick",
        )
        form.partner_id = self.contact
        self.assertEqual(form.customer_id, self.customer)
        form.description = "Late again"
        complaint = form.save()
        self.assertEqual(complaint.channel, "phone")
        self.assertEqual(self._clock(complaint, "acknowledge").state, "met")

    def test_main_form_saves(self):
        complaint = self._create_complaint()
        with Form(complaint.with_user(self.anna)) as form:
            form.severity = "major"
            form.investigation = "Forklift"
        self.assertEqual(complaint.priority_order, 2)

    def test_only_allowed_next_stages(self):
        complaint = self._create_complaint()
        closed = self.env.ref("crm_complaints.crm_complaint_stage_closed")
        with self.assertRaisesRegex(UserError, "moves to In Work"):
            self._forge(complaint, self.anna, stage_id=closed.id)
        work = self.env.ref("crm_complaints.crm_complaint_stage_work")
        self._forge(complaint, self.anna, stage_id=work.id)
        self.assertEqual(complaint.phase, "work")

    def test_solved_needs_the_solution(self):
        complaint = self._create_complaint()
        with self.assertRaisesRegex(UserError, "write the solution"):
            complaint.action_solve()
        self._solve(complaint)
        self.assertEqual(complaint.phase, "solved")
        self.assertTrue(complaint.date_solved)
        told = complaint.message_ids.filtered(
            lambda m: m.subtype_id == self.env.ref("mail.mt_comment")
        )
        self.assertIn("We bring new bags on Friday.", told[:1].body)
        self.assertIn("We apologise", told[:1].body)
        self.assertEqual(self._clock(complaint, "response").state, "met")

    def test_closing_needs_what_was_learned(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Quality", "is_cause_required": True}
        )
        complaint = self._create_complaint(category_id=category.id)
        self._solve(complaint)
        with self.assertRaisesRegex(UserError, "cause and a corrective action"):
            complaint.action_close()
        complaint.write(
            {
                "cause_id": self.env.ref("crm_complaints.crm_complaint_cause_paper").id,
                "corrective_action": "Stronger bags",
            }
        )
        complaint.action_close()
        self.assertEqual(complaint.phase, "closed")
        self.assertFalse(complaint.is_open)

    def test_created_in_the_first_stage_whatever_is_sent(self):
        closed = self.env.ref("crm_complaints.crm_complaint_stage_closed")
        complaint = self._create_complaint(stage_id=closed.id, name="FORGED")
        self.assertEqual(complaint.phase, "new")
        self.assertNotEqual(complaint.name, "FORGED")

    def test_customer_and_dates_cannot_be_forged(self):
        complaint = self._create_complaint()
        for values in (
            {"customer_id": self.customer.id},
            {"date_opened": at(0, 0)},
            {"date_solved": at(0, 0)},
            {"reopen_count": 0},
            {"access_token": "guess"},
        ):
            with self.assertRaises(AccessError):
                self._forge(complaint, self.mona, **values)

    def test_passes_to_a_contact_of_the_same_customer_only(self):
        complaint = self._create_complaint()
        complaint.partner_id = self.partner
        stranger = self._create_partner("Gamma", "g@gamma.test")
        with self.assertRaisesRegex(UserError, "belongs to Alpha Works"):
            complaint.partner_id = stranger

    def test_lines_are_about_own_orders(self):
        own, foreign = (
            self._create_order(),
            self._create_order(partner=self._create_partner("Gamma", "g@gamma.test")),
        )
        complaint = self._create_complaint(
            line_ids=[
                Command.create(
                    {
                        "order_line_id": own.order_line.id,
                        "quantity": 3,
                        "amount_claimed": 300,
                    }
                )
            ]
        )
        self.assertEqual(complaint.line_ids.product_id, self.product)
        self.assertEqual(complaint.line_ids._bought_amount(), 300)
        self.assertEqual(complaint.amount_claimed, 300)
        for values, refusal in (
            ({"order_line_id": foreign.order_line.id}, "is not an order of"),
            ({"quantity": 11}, "were ordered"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, refusal),
                self.env.cr.savepoint(),
            ):
                complaint.line_ids.write(values)

    def test_button_on_the_order(self):
        order = self._create_order()
        action = order.with_user(self.anna).action_new_complaint()
        form = Form(
            self.env["crm.complaint"]
            .with_user(self.anna)
            .with_context(**action["context"]),
            "crm_complaints.crm_complaint_view_form_quick",
        )
        form.description = "Torn bags"
        complaint = form.save()
        self.assertEqual(complaint.line_ids.order_line_id, order.order_line)
        self.assertEqual(order.complaint_count, 1)

    def test_facts_of_the_customer(self):
        today = date(2026, 3, 20)
        with freeze_time(at(0, 3)):
            open_one = self._create_complaint()
            solved = self._create_complaint(kind="dispute")
            cancelled = self._create_complaint()
            self._create_complaint(kind="praise")
            self._solve(solved)
            self._step(cancelled, "cancel", "Filed twice")
        with freeze_time(at(-400, 3)):
            self._solve(self._create_complaint())
        self.env["crm.customer"]._refresh_facts(self.customer, today)
        self.env.invalidate_all()
        self.assertEqual(self.customer.complaint_count_12m, 2)
        self.assertEqual(self.customer.complaint_open_count, 1)
        self.assertEqual(self.customer.date_last_complaint, date(2026, 3, 2))
        self.assertTrue(open_one.is_open)
        action = self.customer.with_user(self.sally).action_view_complaints()
        seen = self.env["crm.complaint"].with_user(self.sally).search(action["domain"])
        self.assertEqual(len(seen), 5)

    def test_merging_contacts_keeps_the_complaints(self):
        twin = self._create_partner("Alfa Works", "a@alfa.test")
        complaint = self._create_complaint(partner_id=twin.child_ids.id)
        twin.child_ids.email = "paula@alpha.test"
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((twin | self.partner).ids, self.partner)
        self.env.invalidate_all()
        self.assertEqual(complaint.customer_id, self.customer)
        self.assertEqual(complaint.partner_id.parent_id, self.partner)

    def test_complaint_wakes_the_refresh(self):
        queue = self.env["crm.customer.touch"]
        queue.search([]).unlink()
        self._create_complaint()
        self.assertEqual(queue.search([]).customer_id, self.customer)
