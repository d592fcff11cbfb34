# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import LifecycleCommon, moment


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestVisitRecord(LifecycleCommon):
    """What is written down of a contact, and where it is found again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()

    def _visit(self, kind, **values):
        return (
            self.env["crm.customer.visit"]
            .with_user(self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "type_id": self.env.ref(f"crm_lifecycle.crm_visit_type_{kind}").id,
                    "date_start": moment("2026-06-15 06:00:00"),
                    **values,
                }
            )
        )

    def _page(self, visit, name="record"):
        report = f"crm_lifecycle.crm_customer_visit_report_{name}"
        html = self.env["ir.actions.report"]._render_qweb_html(report, visit.ids)[0]
        return html.decode()

    def test_first_visit_records_its_three_things(self):
        visit = self._visit("first", is_introduced=True, is_sampled=True)
        self.assertTrue(visit.is_first)
        visit._finish({"result": "progress", "outcome": "Met the buyer"})
        page = self._page(visit)
        self.assertIn("introduced ourselves", page)
        self.assertIn("Samples or brochures", page)
        self.assertFalse(self._visit("return").is_first)

    def test_needs_and_objections_are_printed_and_counted_by_kind(self):
        visit = self._visit(
            "return",
            need_explicit="Sixty tons a month",
            need_latent="A silo of their own",
            objection_ids=[
                Command.create(
                    {"kind": "price", "name": "Too dear", "answer": "Less freight"}
                ),
                Command.create({"kind": "delay", "name": "Not this year"}),
            ],
        )
        visit._finish({"result": "kept", "outcome": "Talked about July"})
        page = self._page(visit)
        for words in ("Sixty tons", "silo of their own", "Too dear", "Less freight"):
            self.assertIn(words, page)
        groups = (
            self.env["crm.visit.objection"]
            .with_user(self.lena)
            ._read_group(
                [("customer_id", "=", self.customer.id)], ["kind"], ["__count"]
            )
        )
        self.assertEqual(sorted(groups), [("delay", 1), ("price", 1)])
        seen_by_sam = self.env["crm.visit.objection"].with_user(self.sam)
        self.assertFalse(seen_by_sam.search([("visit_id", "=", visit.id)]))

    def test_enquiry_goes_to_the_specialist_who_answers_it(self):
        visit = self._visit("enquiry", purpose="Which cement for sea water?")
        self.assertEqual((visit.mode, visit.type_id.is_incoming), ("phone", True))
        visit.activity_schedule(
            "mail.mail_activity_data_todo",
            summary="Advise on sea water",
            user_id=self.lena.id,
            date_deadline=self.TODAY,
        )
        day = self.env["crm.day"].with_user(self.lena)

        def waiting():
            kinds = {kind["key"]: kind for kind in day.day("me")["kinds"]}
            lines = kinds.get("activity", {"lines": []})["lines"]
            return [line for line in lines if "sea water" in line["name"]]

        (line,) = waiting()
        day.day_done("activity", line["id"])
        self.assertFalse(waiting())
        self.assertIn("sea water", str(visit.message_ids.mapped("body")))

    def test_kinds_of_contact_start_with_their_mode_and_list(self):
        for kind, mode, papers in (
            ("forum", "event", 3),
            ("summit", "event", 3),
            ("training", "event", 2),
            ("product", "visit", 3),
            ("care", "visit", 1),
            ("mail", "mail", 0),
            ("call", "phone", 0),
        ):
            with self.subTest(kind):
                visit = self._visit(kind)
                self.assertEqual((visit.mode, len(visit.material_ids)), (mode, papers))
