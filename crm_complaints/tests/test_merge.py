# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import ComplaintsCommon, ComplaintsMoneyCommon, at


class MergeCommon(ComplaintsCommon):
    def setUp(self):
        super().setUp()
        with freeze_time(at(0, 1)):
            self.first = self._create_complaint(description="First call")
        with freeze_time(at(0, 3)):
            self.second = self._create_complaint(
                description="Second mail",
                line_ids=[Command.create({"product_id": self.product.id})],
            )
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        with freeze_time(at(0, 3)):
            self.foreign = self._create_complaint(partner_id=stranger.child_ids.id)

    def merge(self, complaints, user=None, **values):
        complaints = complaints.with_user(user or self.anna)
        context = complaints.action_merge()["context"]
        dialog = Form(
            self.env["crm.complaint.merge"]
            .with_user(user or self.anna)
            .with_context(**context)
        )
        for name, value in {"reason": "One matter", **values}.items():
            dialog[name] = value
        return dialog.save().action_confirm()


@tagged("post_install", "-at_install")
class TestMerge(MergeCommon):
    def test_contents_go_to_the_older_one(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "slip.txt",
                "raw": b"24",
                "res_model": "crm.complaint",
                "res_id": self.second.id,
            }
        )
        with freeze_time(at(0, 4)):
            self._answer(self.second)
            self.second.message_subscribe(partner_ids=self.sally.partner_id.ids)
            self.merge(self.first | self.second)
        self.assertEqual(self.second.merged_into_id, self.first)
        self.assertEqual(self.second.phase, "cancelled")
        self.assertEqual(self.first.line_ids.product_id, self.product)
        self.assertEqual(file.res_id, self.first.id)
        self.assertIn(self.sally.partner_id, self.first.message_partner_ids)
        bodies = " ".join(self.first.message_ids.mapped("body"))
        self.assertIn("We look into it.", bodies)
        self.assertIn("merged into this complaint: One matter", bodies)
        self.assertEqual(self.first.link_ids.kind, "has_duplicate")
        self.assertEqual(self.second.link_ids.other_id, self.first)

    def test_clocks_end_as_cancelled_never_as_met(self):
        with freeze_time(at(0, 4)):
            self.merge(self.first | self.second)
        solution = self._clock(self.second, "solution")
        self.assertEqual(solution.state, "cancelled")
        self.assertEqual(self.second.sla_state, "cancelled")
        self.assertEqual(
            self._events(self.second, "solution")[-1], ("cancel", at(0, 4))
        )
        self.assertEqual(self._clock(self.first, "solution").state, "running")
        self.assertFalse(self.second.date_solved)

    def test_statistic_leaves_it_out(self):
        with freeze_time(at(0, 4)):
            self.merge(self.first | self.second)
            self.env["crm.customer"]._refresh_facts(self.customer)
        self.assertEqual(self.customer.complaint_count_12m, 1)
        self.assertEqual(self.customer.complaint_open_count, 1)

    def test_customer_is_told_or_not(self):
        template_words = "goes on under the number"
        self.merge(self.first | self.second)
        self.assertIn(template_words, " ".join(self.second.message_ids.mapped("body")))
        third = self._create_complaint()
        self.merge(self.first | third, is_customer_told=False)
        self.assertNotIn(template_words, " ".join(third.message_ids.mapped("body")))

    def test_answer_to_the_merged_case_reaches_the_other(self):
        self.merge(self.first | self.second)
        self.second.message_post(
            body="Here is the slip",
            author_id=self.contact.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertIn("Here is the slip", self.first.message_ids[0].body)

    def test_merged_case_is_not_reopened(self):
        self.merge(self.first | self.second)
        with self.assertRaisesRegex(UserError, "go on there"):
            self._step(self.second, "reopen", "By mistake")

    def test_the_older_one_stays_unless_a_manager_decides(self):
        both = (self.first | self.second).with_user(self.anna)
        with self.assertRaisesRegex(UserError, "merge into the older one"):
            both._merge_into(self.second.with_user(self.anna), "Newer is nicer")
        both.with_user(self.mona)._merge_into(
            self.second.with_user(self.mona), "Better described"
        )
        self.assertEqual(self.first.merged_into_id, self.second)

    def test_different_customers_need_a_manager_who_confirms(self):
        self._answer(self.foreign)
        both = self.first | self.foreign
        with self.assertRaisesRegex(AccessError, "of another customer"):
            both.with_user(self.anna)._merge_into(
                self.first.with_user(self.anna), "Same lot", confirmed=True
            )
        with self.assertRaisesRegex(UserError, "of another customer"):
            self.merge(both, self.mona)
        self.merge(both, self.mona, is_confirmed=True)
        self.assertEqual(self.foreign.merged_into_id, self.first)
        told = " ".join(self.foreign.message_ids.mapped("body"))
        self.assertNotIn("goes on under the number", told)
        self.assertNotIn(self.foreign.partner_id, self.first.message_partner_ids)
        public = self.first._portal_messages().mapped("body")
        self.assertNotIn("We look into it.", " ".join(public))

    def test_dialog_says_whose_the_complaints_are(self):
        both = (self.first | self.foreign).with_user(self.anna)
        dialog = (
            self.env["crm.complaint.merge"]
            .with_user(self.anna)
            .new({"complaint_ids": both.ids})
        )
        self.assertTrue(dialog.is_foreign)
        self.assertEqual(dialog.customer_ids._origin, both.customer_id)
        names = both.with_context(with_subject=True).mapped("display_name")
        for name, complaint in zip(names, both, strict=True):
            self.assertIn(complaint.customer_id.name, name)
            self.assertIn(complaint.subject, name)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_may_merge(self):
        for user in (self.boris, self.sally):
            with self.assertRaises(AccessError):
                (self.first | self.second).with_user(user)._merge_into(
                    self.first.with_user(user), "because"
                )
        with self.assertRaises(AccessError):
            self._forge(self.second, self.mona, merged_into_id=self.first.id)

    def test_solved_cases_are_linked_instead(self):
        self._solve(self.second)
        with self.assertRaisesRegex(UserError, "link it instead"):
            self.merge(self.first | self.second)

    def test_links_show_in_both_directions(self):
        dialog = self.env["crm.complaint.connect"].with_user(self.anna)
        dialog.create(
            {
                "complaint_id": self.first.id,
                "kind": "caused_by",
                "other_id": self.foreign.id,
            }
        ).action_confirm()
        self.assertEqual(self.first.link_ids.kind, "caused_by")
        self.assertEqual(self.foreign.link_ids.kind, "causes")
        seen = self.first.link_ids.with_user(self.sally)
        self.assertFalse(seen.other_subject)
        self.assertEqual(
            self.first.link_ids.with_user(self.anna).other_subject, self.foreign.subject
        )
        self.foreign.link_ids.with_user(self.anna).action_remove()
        self.assertFalse(self.first.link_ids)

    def test_link_of_a_merge_stays(self):
        self.merge(self.first | self.second)
        with self.assertRaisesRegex(UserError, "stays as its trace"):
            self.first.link_ids.with_user(self.anna).action_remove()


@tagged("post_install", "-at_install")
class TestSplit(ComplaintsMoneyCommon):
    def setUp(self):
        super().setUp()
        with freeze_time(at(0, 1)):
            self.complaint = self._create_complaint(
                line_ids=[
                    Command.create({"order_line_id": self.order.order_line.id}),
                    Command.create({"defect": "Driver rude"}),
                ]
            )
        self.lines = self.complaint.line_ids

    def split(self, lines, user=None):
        dialog = self.env["crm.complaint.split"].with_user(user or self.anna)
        dialog = dialog.create(
            {
                "complaint_id": self.complaint.id,
                "line_ids": [Command.set(lines.ids)],
                "reason": "Another department",
            }
        )
        action = dialog.action_confirm()
        return self.env["crm.complaint"].browse(action["res_id"])

    def test_chosen_lines_get_a_case_received_at_the_same_time(self):
        with freeze_time(at(0, 5)):
            new = self.split(self.lines[1])
        self.assertEqual(new.line_ids, self.lines[1])
        self.assertEqual(self.complaint.line_ids, self.lines[0])
        self.assertEqual(new.date_opened, at(0, 1))
        self.assertEqual(self._events(new, "solution")[0], ("start", at(0, 1)))
        self.assertEqual(new.split_from_id, self.complaint)
        self.assertEqual(new.customer_id, self.complaint.customer_id)
        self.assertEqual(new.user_id, self.anna)
        self.assertEqual(new.link_ids.other_id, self.complaint)

    def test_customer_hears_the_new_number_and_no_reason(self):
        """The mail is no answer: the clock of the first answer runs on."""
        with freeze_time(at(0, 2)):
            new = self.split(self.lines[1])
        mail = self.env["mail.mail"].search(
            [("model", "=", new._name), ("res_id", "=", new.id)]
        )
        self.assertEqual(mail.recipient_ids, self.contact)
        for words in (new.name, self.complaint.name, "answer by", "rude"):
            self.assertIn(words, mail.body_html)
        for words in (mail.body_html, new.description):
            self.assertNotIn("Another department", words)
        self.assertIn("Another department", "".join(new.message_ids.mapped("body")))
        self.assertNotIn(
            "Another department", "".join(new._portal_messages().mapped("body"))
        )
        self.assertEqual(self._clock(new, "response").state, "running")
        self.assertEqual(new.date_promised, self.complaint.date_promised)

    def test_word_to_the_customer_goes_along(self):
        """Told one hour as critical, lowered, split: one hour for both."""
        self.env["crm.complaint.sla"].create(
            {
                "name": "Critical",
                "sequence": 0,
                "severity": "critical",
                "response_hours": 1,
                "solution_hours": 8,
            }
        )
        with freeze_time(at(0, 1)):
            self.complaint.severity = "critical"
        with freeze_time(at(0, 1, 10)):
            self.complaint.severity = "normal"
            new = self.split(self.lines[1])
        for case in (self.complaint, new):
            self.assertEqual(case.date_promised, at(0, 2))
            self.assertEqual(self._clock(case, "response").date_deadline, at(0, 2))

    def test_something_stays(self):
        with self.assertRaisesRegex(UserError, "at least one line stays"):
            self.split(self.lines)
        with self.assertRaisesRegex(UserError, "choose some of its lines"):
            self.split(self.lines.browse())

    def test_case_of_one_line_is_not_split(self):
        self.split(self.lines[1])
        with self.assertRaisesRegex(UserError, "fewer than two lines"):
            self.complaint.with_user(self.anna).action_split()

    def test_lines_are_found_by_product_and_words(self):
        lines = self.env["crm.complaint.line"].with_user(self.anna)
        for words, line in ((self.product.name, 0), ("rude", 1)):
            found = lines.name_search(words, [("complaint_id", "=", self.complaint.id)])
            self.assertEqual([row[0] for row in found], self.lines[line].ids)

    def test_compensated_case_is_neither_split_nor_merged(self):
        offer = self._create_offer(100.0, complaint=self.complaint)
        offer.action_offer()
        with self.assertRaisesRegex(UserError, "whose papers name it.*stay together"):
            self.complaint.with_user(self.anna).action_split()
        with self.assertRaisesRegex(UserError, "whose papers name it.*stay together"):
            self.split(self.lines[1])
        with freeze_time(at(0, 0)):
            older = self._create_complaint()
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            self.complaint.with_user(self.sally).action_split()
        with self.assertRaisesRegex(UserError, "whose papers name it"):
            self.complaint.with_user(self.anna)._merge_into(
                older.with_user(self.anna), "One matter"
            )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_may_split(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.sally)._split(self.lines[1], "because")
