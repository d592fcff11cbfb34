# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from io import BytesIO

from odoo.tests import tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestPerformance(SegmentationCommon):
    def _queries(self, method, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        method(*args)
        return self.env.cr.sql_log_count - before

    def _create_many(self, count):
        customers = [
            self._create_scored(f"Customer {n}", n * 10, orders=n) for n in range(count)
        ]
        return self.env["crm.customer"].union(*customers)

    def test_ranking_takes_as_many_queries_for_many_as_for_few(self):
        customers = self.env["crm.customer"]
        self._create_many(3)
        self._queries(customers._refresh_scores, self.company, self.TODAY)
        few = self._queries(customers._refresh_scores, self.company, self.TODAY)
        self._create_many(30)
        many = self._queries(customers._refresh_scores, self.company, self.TODAY)
        self.assertEqual(many, few)

    def test_segments_of_a_list_take_one_query(self):
        customers = self._create_many(30)
        self._move_members()
        one = self._queries(customers[:1].mapped, "segment_ids.name")
        many = self._queries(customers.mapped, "segment_ids.name")
        self.assertEqual(many, one)

    def test_turnover_of_ten_segments_takes_as_many_queries_as_that_of_one(self):
        """Orders of 10, 20 and 30: segment n holds those of 10 n and more."""
        segments = self.env["crm.segment"].create(
            [
                {
                    "name": f"From {number}",
                    "rule_domain": f"[('rfm_amount', '>=', {number * 10})]",
                    "company_id": self.company.id,
                }
                for number in range(1, 11)
            ]
        )
        for number in (1, 2, 3):
            amount = number * 10
            self._create_scored(f"Buyer {number}", amount, amount_12m=amount)
        self._move_members()
        names = ("member_count", "member_amount")
        self._queries(segments.mapped, "member_amount")
        one = self._queries(segments[:1].read, names)
        many = self._queries(segments.read, names)
        self.assertEqual(many, one)
        self.assertEqual(
            [(one.member_count, one.member_amount) for one in segments[:4]],
            [(3, 60), (2, 50), (1, 30), (0, 0)],
        )

    def test_export_queries_do_not_grow_with_the_rows(self):
        exports = self.env["crm.classification.export"]
        self._create_many(3)
        self._rank()
        few = self._queries(self._write, exports.create({}))
        self._create_many(60)
        self._rank()
        many = self._queries(self._write, exports.create({}))
        self.assertLessEqual(many, few)

    def test_cohorts_take_as_many_queries_for_many_as_for_few(self):
        cohorts = self.env["crm.customer.cohort"]
        self._order_of(3)
        self._queries(cohorts.get_matrix, [], "month")
        few = self._queries(cohorts.get_matrix, [], "month")
        self._order_of(12)
        many = self._queries(cohorts.get_matrix, [], "month")
        self.assertEqual(many, few)

    def _order_of(self, count):
        for place in range(count):
            customer = self._create_customer(f"Cohort {count}-{place}")
            self._create_order(customer, 100, self.TODAY)

    def _write(self, export):
        export._write_xlsx(BytesIO())
