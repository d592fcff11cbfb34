# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from .confidential_common import ConfidentialCommon


@tagged("post_install", "-at_install")
class TestConfidentialLeaks(ConfidentialCommon, MailCommon):
    """What other documents, mails, lists and pages say of a confidential case."""

    def setUp(self):
        super().setUp()
        self.case = self.complaint.sudo()
        self.case._close_to_circle("About a colleague")
        self.case.open_user_ids = False
        self.env.invalidate_all()

    def _told(self, record):
        """Partners that a message of mona reaches, by mail or in the inbox."""
        with self.mock_mail_gateway():
            message = (
                record.with_user(self.mona)
                .sudo()
                .message_post(
                    body="Words",
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
            )
        return message.notified_partner_ids | self._new_mails.recipient_ids

    def test_followers_outside_hear_nothing(self):
        paul = self._create_colleague()
        people = self.cora | self.dirk | self.anna
        self.case.message_subscribe((people.partner_id | paul).ids)
        told = self._told(self.case)
        self.assertIn(self.anna.partner_id, told)
        self.assertIn(self.contact, told)
        self.assertFalse(told & (self.cora.partner_id | self.dirk.partner_id | paul))

    def _create_colleague(self):
        return self.env["res.partner"].create(
            {
                "name": "Paul",
                "parent_id": self.partner.id,
                "email": "paul@alpha.test",
            }
        )

    def test_followers_of_its_parts_outside_hear_nothing(self):
        service = self.env["crm.complaint.service"].create(
            {
                "complaint_id": self.case.id,
                "kind_id": self._record_of("crm.complaint.service.kind").id,
                "user_id": self.boris.id,
            }
        )
        service.message_subscribe((self.cora | self.boris).partner_id.ids)
        told = self._told(service)
        self.assertIn(self.boris.partner_id, told, "he does the service")
        self.assertNotIn(self.cora.partner_id, told)

    def test_naming_an_outsider_is_refused_with_the_way_out(self):
        with self.assertRaisesRegex(UserError, "Also Open to"):
            self.case.with_user(self.anna).message_post(
                body="Look", partner_ids=self.cora.partner_id.ids
            )
        self.case.open_user_ids = self.cora
        self.case.with_user(self.anna).message_post(
            body="Look", partner_ids=self.cora.partner_id.ids
        )

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_conversation_files_tasks_and_ratings_are_closed(self):
        self._told(self.case)
        about = [("res_id", "=", self.case.id)]
        self.env["ir.attachment"].create(
            {"name": "x.txt", "raw": b"1", "res_model": "crm.complaint"}
            | {"res_id": self.case.id}
        )
        self.case.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.anna.id
        )
        for name, key in (
            ("mail.message", "model"),
            ("ir.attachment", "res_model"),
            ("mail.activity", "res_model"),
        ):
            where = [*about, (key, "=", "crm.complaint")]
            rows = self.env[name].sudo().search(where)
            self.assertTrue(rows, name)
            for user in self.outsiders:
                with self.subTest(name=name, user=user.login):
                    self.assertFalse(self.env[name].with_user(user).search(where))
                    with self.assertRaises(AccessError):
                        rows.with_user(user).read(["display_name"])
            self.assertTrue(self.env[name].with_user(self.anna).search(where))

    def test_other_documents_show_no_number(self):
        order = self._create_order()
        order.sudo().complaint_id = self.case
        lead = self.env["crm.lead"].create(
            {"name": "More", "partner_id": self.partner.id, "user_id": self.sally.id}
        )
        lead.sudo().complaint_id = self.case
        link = {"complaint_id": {"fields": {"display_name": {}}}}
        for document in (order, lead):
            for user, name in (
                (self.mona, self.case.name),
                (self.cora, "Confidential case"),
            ):
                self.env.invalidate_all()
                read = document.with_user(user).sudo().web_read(link)
                self.assertEqual(read[0]["complaint_id"]["display_name"], name)

    def test_links_lead_nowhere(self):
        other = self._create_complaint(team_id=self.team.id)
        other.with_user(self.mona)._connect(self.case.with_user(self.mona), "related")
        self.env.invalidate_all()
        self.assertTrue(other.with_user(self.mona).link_ids)
        self.env.invalidate_all()
        self.assertFalse(other.with_user(self.cora).link_ids)

    def test_repeats_and_open_cases_of_the_customer_leave_it_out(self):
        category = self.env["crm.complaint.category"].create({"name": "Bags"})
        self.case.category_id = category
        other = self._create_complaint(
            team_id=self.team.id, category_id=category.id, user_id=self.anna.id
        )
        self.assertTrue(other.is_repeat, "it counts")
        found = {}
        for user in (self.mona, self.cora):
            self.env.invalidate_all()
            own = other.with_user(user)
            found[user] = (
                self.case in own.repeat_ids.sudo(),
                self.case in own.customer_open_complaint_ids.sudo(),
            )
        self.assertEqual(found, {self.mona: (True, True), self.cora: (False, False)})

    def test_warning_of_a_quotation_counts_it_and_names_another(self):
        words = self.env["sale.order"]._complaint_words(self.partner, self.company)
        text = words[self.partner.id]
        self.assertIn("1 open complaints, all of them confidential", text)
        self.assertNotIn(self.case.name, text)
        self.assertNotIn("anna", text)
        other = self._create_complaint()
        words = self.env["sale.order"]._complaint_words(self.partner, self.company)
        self.assertIn("2 open complaints", words[self.partner.id])
        self.assertIn(other.name, words[self.partner.id])
        self.assertNotIn(self.case.name, words[self.partner.id])

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_does_a_part_reads_that_part_only(self):
        request = self.env["crm.complaint.request"].create(
            {
                "complaint_id": self.case.id,
                "user_id": self.boris.id,
                "name": "Lot",
                "question": "Which lot was it?",
            }
        )
        self.env.invalidate_all()
        own = request.with_user(self.boris)
        self.assertEqual(own.question, "Which lot was it?")
        self.assertEqual(own.complaint_id.sudo().display_name, "Confidential case")
        self.assertFalse(self.case.with_user(self.boris).has_access("read"))

    def test_approver_reads_the_offer_not_the_case(self):
        self.company.complaint_limit_agent = 1.0
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_director")
        self.env["crm.approval.rule"].search([]).active = False
        offer = self.env["crm.complaint.compensation"].create(
            {
                "complaint_id": self.case.id,
                "kind": "goodwill",
                "amount": 100.0,
                "note": "Sorry",
            }
        )
        self.env.invalidate_all()
        self.assertFalse(offer.with_user(self.dirk).has_access("read"))
        self.assertIn(self.dirk, group.all_user_ids)
        offer.with_user(self.anna).action_offer()
        self.assertEqual(offer.state, "waiting")
        approval = offer.approval_ids
        self.assertIn("for a confidential case", approval.name)
        self.assertNotIn(self.case.name, approval.name)
        self.env.invalidate_all()
        self.assertEqual(offer.with_user(self.dirk).amount, 100.0)
        self.assertIn("Confidential case", offer.with_user(self.dirk).display_name)
        self.assertFalse(self.case.with_user(self.dirk).has_access("read"))
        self.assertFalse(offer.with_user(self.sally).has_access("read"))

    def test_waiting_words_of_such_a_category_are_the_managers(self):
        category = self.env["crm.complaint.category"].create(
            {"name": "Conduct", "is_confidential": True}
        )
        message = self._fill("crm.complaint.web.message", complaint_id=False)
        self.assertTrue(message.with_user(self.cora).has_access("read"))
        message.category_id = category
        self.env.invalidate_all()
        self.assertFalse(message.with_user(self.cora).has_access("read"))
        self.assertTrue(message.with_user(self.mona).has_access("read"))

    def test_list_takes_the_same_queries_however_long_it_is(self):
        self._queries_of_list(1)
        few = min(self._queries_of_list(1), self._queries_of_list(1))
        many = min(self._queries_of_list(30), self._queries_of_list(1))
        self.assertEqual(many, few)

    def _queries_of_list(self, more):
        """Queries of cora's list after as many cases more."""
        values = {
            "partner_id": self.contact.id,
            "description": "Torn",
            "company_id": self.company.id,
            "team_id": self.team.id,
            "open_user_ids": [Command.set(self.dora.ids)],
        }
        self.env["crm.complaint"].sudo().create([values] * more)
        self.env.flush_all()
        self.env.invalidate_all()
        cases = self.env["crm.complaint"].with_user(self.cora)
        self.cora.fetch(["name", "share"])
        before = self.env.cr.sql_log_count
        cases.web_search_read(
            [("team_id", "=", self.team.id)],
            {"display_name": {}, "is_confidential": {}},
        )
        return self.env.cr.sql_log_count - before
