# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ComplaintsCommon

TABLES = """
CREATE TABLE helpdesk_ticket_stage (id int PRIMARY KEY, name jsonb, closed boolean);
CREATE TABLE helpdesk_ticket_category (id int PRIMARY KEY, name jsonb);
CREATE TABLE helpdesk_ticket_team (id int PRIMARY KEY, name varchar);
CREATE TABLE helpdesk_ticket_tag (id int PRIMARY KEY, name jsonb);
CREATE TABLE helpdesk_ticket (
    id int PRIMARY KEY, number varchar, name varchar, description text,
    partner_id int, partner_email varchar, user_id int, company_id int,
    create_date timestamp, write_date timestamp, closed_date timestamp,
    stage_id int, category_id int, team_id int, priority varchar);
CREATE TABLE helpdesk_ticket_helpdesk_ticket_tag_rel (
    helpdesk_ticket_id int, helpdesk_ticket_tag_id int);
INSERT INTO helpdesk_ticket_stage VALUES
    (1, '{"en_US": "New"}', false), (2, '{"en_US": "Awaiting"}', false),
    (3, '{"en_US": "Done"}', true), (4, '{"en_US": "At the plant"}', false),
    (5, '{"en_US": "Archive"}', true);
INSERT INTO helpdesk_ticket_category VALUES
    (1, '{"en_US": "quality "}'), (2, '{"en_US": "Paint"}');
INSERT INTO helpdesk_ticket_team VALUES (1, 'SERVICE'), (2, 'Elsewhere');
INSERT INTO helpdesk_ticket_tag VALUES (1, '{"en_US": "Fragile"}');
INSERT INTO helpdesk_ticket_helpdesk_ticket_tag_rel VALUES (14, 1);
INSERT INTO helpdesk_ticket VALUES
    (11, 'H11', 'a', 'a', %(partner)s, NULL, NULL, NULL, '2025-03-01 08:00',
     '2025-03-09 08:00', '2025-03-05 08:00', 3, 1, 1, '3'),
    (12, 'H12', 'b', 'b', %(partner)s, NULL, NULL, NULL, '2025-03-01 08:00',
     '2025-03-09 08:00', '2025-03-05 08:00', 2, 2, 2, '1'),
    (13, 'H13', 'c', 'c', %(partner)s, NULL, NULL, NULL, '2025-03-01 08:00',
     '2025-03-09 08:00', NULL, 4, 2, NULL, '0'),
    (14, 'H14', 'd', 'd', %(partner)s, NULL, NULL, NULL, '2025-03-01 08:00',
     '2025-03-09 08:00', NULL, 5, NULL, NULL, NULL);
"""


@tagged("post_install", "-at_install")
class TestComplaintImportNames(ComplaintsCommon):
    """Four tickets: done, waiting again, in a stage of their own, and closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute(SQL(TABLES, partner=cls.contact.id))
        cls.quality = cls.env.ref("crm_complaints.crm_complaint_category_quality")
        cls.quality.name = "Quality"
        cls.said = cls.say("<p>When does it come?</p>", cls.contact, "mail.mt_comment")
        cls.note = cls.say("<p>Ask the plant</p>", cls.anna.partner_id, "mail.mt_note")
        cls.say("", cls.anna.partner_id, "mail.mt_note")
        files = cls.env["ir.attachment"]
        cls.photo = files.create({"name": "photo.txt", "raw": b"torn bags"})
        other = files.create({"name": "other.txt", "raw": b"other"})
        cls.said.attachment_ids = [Command.set(cls.photo.ids)]
        cls.belongs(cls.photo, 11)
        cls.belongs(other, 12)

    @classmethod
    def belongs(cls, records, ticket):
        """What the ticket had, when its add-on is not installed any more."""
        cls.env.flush_all()
        model = "model" if records._name == "mail.message" else "res_model"
        cls.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = 'helpdesk.ticket', res_id = %s WHERE id IN %s",
                SQL.identifier(records._table),
                SQL.identifier(model),
                ticket,
                tuple(records.ids),
            )
        )
        cls.env.invalidate_all()

    @classmethod
    def say(cls, body, author, subtype):
        message = cls.env["mail.message"].create(
            {
                "body": Markup(body),
                "author_id": author.id,
                "date": "2025-03-02 09:00",
                "message_type": "comment",
                "subtype_id": cls.env.ref(subtype).id,
                "message_id": f"<old-{author.id}-{len(body)}@ticket.test>",
            }
        )
        cls.belongs(message, 11)
        return message

    def run_import(self):
        wizard = self.env["crm.complaint.import"].with_user(self.mona)
        wizard = wizard.create(
            {"source": "helpdesk_ticket", "company_id": self.company.id}
        )
        wizard.action_import()
        return wizard

    def imported(self):
        return self.env["crm.complaint"].search(
            [("import_ref", "=like", "helpdesk_ticket,%")], order="id"
        )

    def test_stages_by_name_then_by_what_they_mean(self):
        self.run_import()
        cases = self.imported()
        self.assertEqual(cases.mapped("phase"), ["closed", "waiting", "work", "closed"])
        done, waiting, plant, archive = cases
        self.assertEqual(str(done.date_closed), "2025-03-05 08:00:00")
        self.assertEqual(done.date_solved, done.date_closed)
        self.assertFalse(waiting.date_closed, "closed once, and reopened since")
        self.assertFalse(plant.date_closed)
        self.assertEqual(str(archive.date_closed), "2025-03-09 08:00:00")

    def test_own_stage_of_the_same_name_is_taken(self):
        own = self.env["crm.complaint.stage"].create(
            {"name": "At the Plant", "phase": "work", "sequence": 99}
        )
        self.run_import()
        self.assertEqual(self.imported()[2].stage_id, own)

    def test_categories_and_tags_are_made_when_missing(self):
        self.run_import()
        cases = self.imported()
        self.assertEqual(cases[0].category_id, self.quality)
        self.assertEqual(
            cases.mapped("category_id.name"), ["Quality", "Paint", "Fragile"]
        )
        self.assertEqual(cases[1].category_id, cases[2].category_id)

    def test_priorities_and_teams(self):
        self.run_import()
        cases = self.imported()
        self.assertEqual(
            cases.mapped("severity"), ["critical", "normal", "minor", "normal"]
        )
        self.assertEqual(cases[0].team_id, self.team)

    def test_result_says_what_it_became_and_what_not(self):
        wizard = self.run_import()
        for line in (
            "Stage “Done” → Closed (1)",
            "Stage “Awaiting” → Waiting for the Customer (1)",
            "Category “Paint” → Paint (2)",
            "Tag “Fragile” → Fragile (1)",
            "Team “SERVICE” → SERVICE (1)",
            "Priority “3” → critical (1)",
        ):
            self.assertIn(line, wizard.mapped.splitlines())
        self.assertEqual(
            wizard.unmapped.splitlines(),
            [
                "Stage “Archive” (1)",
                "Stage “At the plant” (1)",
                "Team “Elsewhere” (1)",
            ],
        )
        self.assertEqual(
            (wizard.done_count, wizard.message_count, wizard.file_count), (4, 2, 2)
        )

    def test_conversation_is_copied_and_notes_stay_notes(self):
        self.run_import()
        case = self.imported()[0]
        note, said, origin = case.message_ids
        self.assertIn("Ask the plant", note.body)
        self.assertTrue(note.is_internal)
        self.assertEqual(said.author_id, self.contact)
        self.assertEqual(str(said.date), "2025-03-02 09:00:00")
        self.assertIn("Stage: Done", origin.body)
        self.assertEqual(case._portal_messages(), said, "the customer reads his own")
        self.assertEqual(self.said.model, "helpdesk.ticket")
        self.assertFalse(said.notification_ids, "nobody is told")

    def test_files_are_copied_not_taken_away(self):
        self.run_import()
        first = self.imported()[0]
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.complaint"), ("res_id", "=", first.id)]
        )
        self.assertEqual((files.name, files.raw), ("photo.txt", b"torn bags"))
        self.assertEqual(first.message_ids.attachment_ids, files)
        self.assertEqual(
            (self.photo.res_model, self.photo.res_id), ("helpdesk.ticket", 11)
        )

    def test_answer_to_an_old_mail_joins_the_complaint(self):
        self.run_import()
        case = self.imported()[0]
        found = self.env["mail.message"].search(
            [("message_id", "=", self.said.message_id)], order="id desc", limit=1
        )
        self.assertEqual((found.model, found.res_id), ("crm.complaint", case.id))

    def test_second_run_makes_nothing_twice(self):
        self.run_import()
        before = len(self.imported().message_ids)
        again = self.run_import()
        self.assertEqual(
            (again.done_count, again.message_count, again.file_count), (0, 0, 0)
        )
        self.assertEqual(len(self.imported().message_ids), before)
        self.assertEqual(len(self.imported()), 4)
