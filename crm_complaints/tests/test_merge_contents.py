# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, ComplaintsMoneyCommon, at


class MergeBuilders:
    """Two cases of one customer, received on Monday at 1 and at 3 (UTC)."""

    @classmethod
    def _set_up_cases(cls):
        with freeze_time(at(0, 1)):
            cls.first = cls._create_complaint(description="First call")
        with freeze_time(at(0, 3)):
            cls.second = cls._create_complaint(description="Second mail")

    @classmethod
    def _merge(cls, user=None, target=None, loser=None, **options):
        target = (target or cls.first).with_user(user or cls.anna)
        loser = (loser or cls.second).with_user(user or cls.anna)
        with freeze_time(at(0, 3, 30)):
            (target | loser)._merge_into(target, "One matter", **options)

    def _new(self, model, **values):
        records = self.env[model].with_user(self.anna).with_company(self.company)
        return records.create({"complaint_id": self.second.id, **values})


@tagged("post_install", "-at_install")
class TestMergeContents(MergeBuilders, ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_cases()

    def _supplier_inquiry(self):
        return self._new(
            "crm.complaint.inquiry",
            partner_id=self._create_partner("Sack", "sue@sack.test").child_ids.id,
            problem="Bags torn",
        )

    def test_work_goes_along(self):
        measure = self._new(
            "crm.complaint.measure", name="Double seam", date_due="2026-03-09"
        )
        follower = self._new(
            "crm.complaint.measure",
            name="Triple seam",
            date_due="2026-03-19",
            parent_id=measure.id,
        )
        why = self._new("crm.complaint.why", name="Thin seam")
        deeper = self._new("crm.complaint.why", name="Cheap", parent_id=why.id)
        fault = self.env["crm.complaint.fault"].search([], limit=1)
        rows = [
            measure,
            follower,
            why,
            deeper,
            self._new("crm.complaint.conduct", fault_id=fault.id),
            self._new("crm.complaint.cost", kind="travel", amount=40.0),
            self._new("crm.complaint.party", department="Dispatch"),
            self.second.with_user(self.anna)._open_sheet(),
            self.env["crm.lead"].create(
                {"name": "More bags", "complaint_id": self.second.id}
            ),
        ]
        self._merge()
        for row in rows:
            self.assertEqual(row.complaint_id, self.first, row._name)
        self.assertEqual((self.first.cost_other, self.second.cost_other), (40.0, 0.0))

    def test_inquiry_keeps_the_number_that_the_supplier_knows(self):
        inquiry = self._supplier_inquiry()
        line = self._new("crm.complaint.line", product_id=self.product.id)
        inquiry.line_ids = line
        number = inquiry.name
        self._merge()
        self.assertEqual((inquiry.complaint_id, inquiry.name), (self.first, number))
        self.assertEqual(inquiry.line_ids.complaint_id, self.first)

    def test_settled_requests_and_services_go_along(self):
        request = self._new(
            "crm.complaint.request",
            name="Bags",
            question="Which lot?",
            user_id=self.mona.id,
        )
        request.with_user(self.mona).sudo().write({"state": "answered"})
        service = self._new(
            "crm.complaint.service",
            kind_id=self.env.ref("crm_complaints.crm_complaint_service_kind_repair").id,
        )
        service.sudo().state = "signed"
        self._merge()
        self.assertEqual(request.complaint_id, self.first)
        self.assertEqual(service.complaint_id, self.first)

    def test_own_sheet_and_own_shares_stay_and_are_named(self):
        for case in (self.first, self.second):
            case.with_user(self.anna)._open_sheet()
            self._new("crm.complaint.party", complaint_id=case.id, department=case.name)
        self._merge()
        self.assertEqual(self.first.party_ids.department, self.first.name)
        self.assertEqual(self.second.party_ids.department, self.second.name)
        self.assertEqual(len(self.first.sheet_ids), 1)
        notes = " ".join(self.second.message_ids.mapped("body"))
        self.assertIn("Stays here", notes)
        self.assertIn("Responsible Parties", notes)
        self.first._check_shares()

    def test_findings_are_joined(self):
        cause = self.env["crm.complaint.cause"].create({"name": "Thin seam"})
        self.first.sudo().investigation = "Seam looked at"
        self.second.sudo().write(
            {"investigation": "Lot 7 only", "cause_id": cause.id, "symptom": "Dust"}
        )
        self._merge()
        self.assertEqual(
            self.first.investigation,
            f"Seam looked at\n\n{self.second.name}: Lot 7 only",
        )
        self.assertEqual((self.first.cause_id, self.first.symptom), (cause, "Dust"))

    def test_crisis_level_and_outbreak_go_along(self):
        outbreak = self.env["crm.complaint.outbreak"].create(
            {
                "product_id": self.product.id,
                "company_id": self.company.id,
                "radar_key": f"product_id:{self.product.id}",
            }
        )
        self.second.sudo().outbreak_id = outbreak
        with freeze_time(at(0, 3, 10)):
            self.second.with_user(self.anna)._declare_crisis("Dangerous")
        level = self.second.escalation_level
        self._merge()
        self.assertTrue(self.first.is_crisis)
        self.assertEqual(self.first.severity, "critical")
        self.assertEqual(self.first.escalation_level, level)
        self.assertEqual(self.first.escalation_ids.kind, "crisis")
        self.assertEqual(self.first.outbreak_id, outbreak)

    def test_links_go_along(self):
        third = self._create_complaint()
        self.second.with_user(self.anna)._connect(third, "caused_by")
        self._merge()
        self.assertIn(third, self.first.link_ids.other_id)

    def test_another_customers_work_stays(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test").child_ids
        with freeze_time(at(0, 3)):
            foreign = self._create_complaint(partner_id=stranger.id)
        why = self._new("crm.complaint.why", complaint_id=foreign.id, name="Rain")
        self._merge(user=self.mona, loser=foreign, confirmed=True)
        self.assertEqual(why.complaint_id, foreign)
        self.assertIn("Stays here", " ".join(foreign.message_ids.mapped("body")))


@tagged("post_install", "-at_install")
class TestMergePromises(MergeBuilders, ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_cases()

    def _promise(self, complaint):
        with freeze_time(at(0, 3, 10)):
            return complaint.with_user(self.anna)._promise(
                {
                    "name": "New bags",
                    "partner_id": complaint.partner_id.id,
                    "user_id": self.anna.id,
                    "date_due": at(1, 8),
                },
                self.env["mail.template"],
            )

    def test_reminder_of_the_promise_is_closed(self):
        promise = self._promise(self.second)
        self._merge()
        self.assertEqual(promise.complaint_id, self.first)
        self.assertIn("New bags", " ".join(self._summaries(self.first)))
        with freeze_time(at(0, 4)):
            promise.with_user(self.anna).action_keep()
        self.assertNotIn("New bags", " ".join(self._summaries(self.first)))

    def test_reminder_stays_with_the_promise_to_another_customer(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test").child_ids
        with freeze_time(at(0, 3)):
            foreign = self._create_complaint(partner_id=stranger.id)
        self._promise(foreign)
        self._merge(user=self.mona, loser=foreign, confirmed=True)
        self.assertNotIn("New bags", " ".join(self._summaries(self.first)))
        self.assertIn("New bags", " ".join(self._summaries(foreign)))

    def _summaries(self, complaint):
        return [a.summary or "" for a in complaint.sudo().activity_ids]

    def test_owed_answer_is_owed_by_the_case_that_stays(self):
        """First is answered; second came at 3, to be answered by 6 (lunch 4 to 5)."""
        with freeze_time(at(0, 2)):
            self._answer(self.first)
        self._merge()
        clock = self._clock(self.first, "next_response")
        self.assertEqual((clock.state, clock.date_deadline), ("running", at(0, 6)))
        self.assertEqual(
            self._events(self.first, "next_response"),
            [("start", at(0, 3)), ("change", at(0, 3, 30))],
        )
        self.assertEqual(clock.used_hours, 0.5)
        self.assertEqual(clock._replay(at(0, 5))[clock].used, 3600)
        with freeze_time(at(0, 5)):
            self._answer(self.first)
        self.assertEqual(clock.state, "met")

    def test_earlier_promise_of_the_case_that_stays_is_enough(self):
        self._merge()
        self.assertEqual(self._clock(self.first, "response").state, "running")
        self.assertFalse(self._clock(self.first, "next_response"))

    def test_customers_word_ends_the_pause_of_the_case_that_stays(self):
        with freeze_time(at(0, 2)):
            self._answer(self.first)
            self._step(self.first, "pause", "Which lot?")
        self._merge()
        self.assertEqual(self.first.phase, "work")
        self.assertEqual(self._clock(self.first, "solution").state, "running")
        self.assertEqual(self._clock(self.first, "next_response").state, "running")


@tagged("post_install", "-at_install")
class TestMergeMoney(MergeBuilders, ComplaintsMoneyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_cases()
        cls.second.sudo().line_ids = [
            Command.create({"order_line_id": cls.order.order_line.id})
        ]

    def test_proposals_and_service_orders_go_along(self):
        offer = self._create_offer(100.0, complaint=self.second)
        order = self._create_order()
        order.complaint_id = self.second
        self._merge()
        self.assertEqual(offer.complaint_id, self.first)
        self.assertEqual(order.complaint_id, self.first)

    def test_charged_back_case_is_linked_instead(self):
        supplier = self._create_partner("Sack", "sue@sack.test")
        self._new("crm.complaint.cost", kind="travel", amount=40.0)
        party = self._new(
            "crm.complaint.party", kind="supplier", partner_id=supplier.id
        )
        party.action_request_charge()
        with self.assertRaisesRegex(UserError, "was charged back"):
            self._merge()
