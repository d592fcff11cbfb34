# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.crm_segmentation.tests.common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestClassByCredit(SegmentationCommon):
    """Credit enters the classes A to D (S-442)."""

    @classmethod
    @freeze_time("2026-06-15")
    def setUpClass(cls):
        super().setUpClass()
        cls.north.member_ids |= cls.anna
        facts = {"relation_months": 40, "sales_class": "A"}
        names = ("Trusted", "In Advance", "No Credit", "Once in Advance")
        cls.customers = cls.env["crm.customer"].browse()
        for name in names:
            cls.customers |= cls._create_scored(name, **facts)
        grades = cls.env["crm.credit.grade"]
        prepaid = grades.create({"name": "Slow", "is_prepaid": True})
        blocking = grades.create({"name": "Bad", "is_blocking": True})
        cls.customers[1].sudo().credit_grade_id = prepaid
        cls.customers[2].sudo().credit_grade_id = blocking
        cls.customers[3].sudo().write(
            {"credit_grade_id": prepaid.id, "credit_grade_until": "2026-06-14"}
        )

    @freeze_time("2026-06-15")
    def test_grades_of_credit_lead_to_classes(self):
        self.assertEqual(
            self.customers.mapped("credit_problem"), [False, "some", "serious", False]
        )
        run = (
            self.env["crm.class.run"]
            .with_user(self.anna)
            .create({"kind": "year", "date": "2026-06-15"})
        )
        run.action_fill()
        final = {line.customer_id: line.class_final for line in run.line_ids}
        self.assertEqual([final[c] for c in self.customers], ["A", "C", "D", "A"])

    @freeze_time("2026-06-15")
    def test_search_agrees_with_the_field(self):
        for problem, expected in (("some", 1), ("serious", 2)):
            domain = [
                ("id", "in", self.customers.ids),
                ("credit_problem", "=", problem),
            ]
            found = self.env["crm.customer"].search(domain)
            self.assertEqual(found, self.customers[expected])
        domain = [("id", "in", self.customers.ids), ("credit_problem", "=", False)]
        found = self.env["crm.customer"].search(domain)
        self.assertEqual(found, self.customers[0] | self.customers[3])
