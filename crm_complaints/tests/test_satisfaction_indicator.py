# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import ComplaintsCommon, at


@tagged("post_install", "-at_install")
class TestSatisfactionIndicator(ComplaintsCommon):
    """March 2026 computed by hand.

    Alpha orders three times, Beta once, both for the first time ever: 4 orders, 2
    customers, 1 of them again (50 %).
    One complaint, one dispute (cancelled, not counted), one praise: 1 of 4 orders is
    250 per 1,000. Two answers: overall 5 and 3 of 5 (CSAT 50 %), 10 and 7 (NPS 50).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.calendar
        cls.beta = cls._create_partner("Beta", "beta@beta.test")
        for day, partner in ((0, None), (1, None), (2, None), (3, cls.beta)):
            with freeze_time(at(day, 1)):
                cls._create_order(partner=partner)
        with freeze_time(at(1, 2)):
            cls.complaint = cls._create_complaint()
            dispute = cls._create_complaint(kind="dispute")
            cls._step(dispute, "cancel", "Filed by mistake")
            cls._create_complaint(kind="praise")
            cls._solve(cls.complaint)
            cls.complaint.sudo()._rate(3)
            cls._answer_twice()

    @classmethod
    def _answer_twice(cls):
        accounts = cls.env["crm.customer"]._ensure_accounts(cls.beta, cls.company)
        survey = cls.env["crm.satisfaction.survey"].create(
            {
                "name": "March",
                "company_id": cls.company.id,
                "kind": "periodic",
                "rule_domain": str([("id", "in", (cls.customer | accounts).ids)]),
                "ask_expectation": False,
            }
        )
        survey.action_draw()
        survey.action_start()
        question = survey.question_ids[0]
        for invitation, (overall, nps) in zip(
            survey.invitation_ids.sorted("id"), ((5, 10), (3, 7)), strict=True
        ):
            invitation._answer(
                {"items": {question.id: (None, 4)}, "overall": overall, "nps": nps}
            )

    def _row(self, day):
        self.env.flush_all()
        return self.env["crm.satisfaction.indicator"].search(
            [("company_id", "=", self.company.id), ("month", "=", day)]
        )

    def test_month_by_hand(self):
        self.assertRecordValues(
            self._row(date(2026, 3, 1)),
            [
                {
                    "order_count": 4,
                    "customer_count": 2,
                    "returning_count": 1,
                    "return_rate": 50,
                    "complaint_count": 1,
                    "dispute_count": 0,
                    "praise_count": 1,
                    "complaint_rate": 250,
                    "nps": 50,
                    "csat": 50,
                    "rating": 3,
                    "answer_count": 2,
                }
            ],
        )

    def test_goods_sent_again_are_no_order(self):
        """Replacements for Beta and for a stranger: nobody ordered or came back."""
        stranger = self._create_partner("Gamma", "gamma@gamma.test")
        for partner in (self.beta, stranger):
            with freeze_time(at(4, 1)):
                self._create_order(partner=partner).sudo().is_gratis = True
        row = self._row(date(2026, 3, 1))
        self.assertEqual(row.order_count, 4)
        self.assertEqual((row.customer_count, row.returning_count), (2, 1))
        self.assertEqual(row.complaint_rate, 250)

    def test_came_back_is_not_the_first_order_ever(self):
        """April: Beta once more after March, Gamma for the first time: 1 of 2. May:
        Gamma's contact orders for it: 1 of 1. Together 3 of 5 customers of a month."""
        gamma = self._create_partner("Gamma", "gamma@gamma.test")
        for day, partner in ((35, self.beta), (36, gamma), (66, gamma.child_ids)):
            with freeze_time(at(day, 1)):
                self._create_order(partner=partner)
        self.assertRecordValues(
            self._row(date(2026, 4, 1)) | self._row(date(2026, 5, 1)),
            [
                {"customer_count": 2, "returning_count": 1, "return_rate": 50},
                {"customer_count": 1, "returning_count": 1, "return_rate": 100},
            ],
        )
        [(rate,)] = self.env["crm.satisfaction.indicator"]._read_group(
            [("company_id", "=", self.company.id), ("month", ">=", "2026-03-01")],
            [],
            ["return_rate:avg"],
        )
        self.assertAlmostEqual(rate, 60)

    def test_goods_sent_again_were_no_first_order(self):
        """A sample free of charge in April, the first order in May: nobody is back."""
        gamma = self._create_partner("Gamma", "gamma@gamma.test")
        with freeze_time(at(35, 1)):
            self._create_order(partner=gamma).sudo().is_gratis = True
        with freeze_time(at(66, 1)):
            self._create_order(partner=gamma)
        self.assertEqual(self._row(date(2026, 5, 1)).returning_count, 0)

    def test_sales_of_an_older_system_were_first(self):
        """The facts know that Gamma bought in 2024; its first order here is in May."""
        gamma = self._create_partner("Gamma", "gamma@gamma.test")
        account = self.env["crm.customer"]._ensure_accounts(gamma, self.company)
        with freeze_time(at(66, 1)):
            self._create_order(partner=gamma)
        account.sudo().date_first_order = at(66, 1).date()
        self.assertEqual(self._row(date(2026, 5, 1)).returning_count, 0)
        account.sudo().date_first_order = date(2024, 6, 1)
        self.env.invalidate_all()
        self.assertEqual(self._row(date(2026, 5, 1)).returning_count, 1)

    def test_first_order_at_another_company_is_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        gamma = self._create_partner("Gamma", "gamma@gamma.test")
        elsewhere = self.env["sale.order"].with_company(other)
        with freeze_time(at(35, 1)):
            elsewhere.create({"partner_id": gamma.id}).state = "sale"
        with freeze_time(at(66, 1)):
            self._create_order(partner=gamma)
        self.assertEqual(self._row(date(2026, 5, 1)).returning_count, 0)

    def test_month_ends_in_the_companys_time_zone(self):
        """31 March, 17:00 UTC is April in Shanghai."""
        with freeze_time(fields.Datetime.to_datetime("2026-03-31 17:00:00")):
            self._create_order(partner=self.beta)
        self.assertEqual(self._row(date(2026, 4, 1)).order_count, 1)

    def test_several_months_divide_sums(self):
        """April: 6 orders, 1 complaint. Together 2 of 10 are 200, no mean of rates."""
        with freeze_time(fields.Datetime.to_datetime("2026-04-08 03:00:00")):
            for _number in range(6):
                self._create_order()
            self._create_complaint()
        self.env.flush_all()
        [(rate,)] = self.env["crm.satisfaction.indicator"]._read_group(
            [
                ("company_id", "=", self.company.id),
                ("month", ">=", "2026-03-01"),
                ("month", "<=", "2026-04-30"),
            ],
            [],
            ["complaint_rate:avg"],
        )
        self.assertAlmostEqual(rate, 200)
