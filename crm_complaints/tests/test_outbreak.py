# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ComplaintsCommon, at

TODAY = date(2026, 3, 12)


@tagged("post_install", "-at_install")
class TestOutbreak(ComplaintsCommon):
    """Radar of 30 days: 11 February to 12 March 2026, at least three cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).complaint_radar_minimum = 0
        cls.company.complaint_radar_minimum = 3
        cls.partners = cls.partner
        for name in ("Beta", "Gamma"):
            cls.partners |= cls._create_partner(name, f"buyer@{name}.test".lower())
        cls.partners[2].email = False
        cls.orders = cls.env["sale.order"]
        with freeze_time(at(-20, 3)):
            for partner in cls.partners:
                cls.orders |= cls._create_order(partner=partner, quantity=4)
        cls.orders.date_order = at(-20, 3)
        cls.partner.email = "office@alpha.test"
        cls.partners[1].email = "office@beta.test"

    def complain(self, count, day=2, **values):
        cases = self.env["crm.complaint"]
        with freeze_time(at(day, 3)):
            for _number in range(count):
                line = {"order_line_id": self.orders[0].order_line.id, "quantity": 1}
                cases |= self._create_complaint(
                    line_ids=[Command.create(line)], **values
                )
        return cases

    def order(self, day, count, **values):
        """Orders of one line each, free of charge when `is_gratis` says so."""
        orders = self.env["sale.order"]
        with freeze_time(at(day, 3)):
            for _number in range(count):
                orders |= self._create_order(quantity=4)
        orders.sudo().write({"date_order": at(day, 3), **values})
        return orders

    def watch(self, today=TODAY):
        return self.env["crm.complaint.outbreak"]._watch(self.company, today)

    def test_three_cases_open_an_outbreak_once(self):
        self.complain(2)
        self.assertFalse(self.watch())
        cases = self.complain(1)
        outbreak = self.watch()
        self.assertEqual(outbreak.product_id, self.product)
        self.assertEqual((outbreak.cases_at_alarm, outbreak.bound), (3, 0))
        self.assertEqual(outbreak.case_count, 3)
        self.assertIn(outbreak, cases.outbreak_id)
        self.assertFalse(self.watch())
        more = self.complain(1, day=5)
        self.watch()
        self.assertEqual(more.outbreak_id, outbreak)
        self.assertEqual(outbreak.user_id, self.mona)
        self.assertIn("3 cases", outbreak.activity_ids.summary)

    def test_closed_outbreak_opens_again_for_new_cases_only(self):
        """Closed on 12 March: the same three cases are settled, two more are chance,
        three more are a new outbreak."""
        self.complain(3)
        outbreak = self.watch()
        outbreak.sudo().write(
            {"state": "closed", "date_closed": TODAY, "finding": "Thin seam"}
        )
        outbreaks = self.env["crm.complaint.outbreak"]
        tomorrow = TODAY + timedelta(days=1)
        self.assertFalse(outbreaks._watch(self.company, tomorrow))
        self.complain(2, day=11)
        self.assertFalse(outbreaks._watch(self.company, tomorrow))
        self.complain(1, day=11)
        again = outbreaks._watch(self.company, tomorrow)
        self.assertEqual(again.product_id, outbreak.product_id)

    def test_usual_cases_are_no_outbreak(self):
        # 4 cases of 4 order lines in the year before: rate 1, 3 lines now:
        # expected 3, bound of 99 % is 8; 4 cases are chance
        self.order(-100, 4)
        self.orders.date_order = at(-15, 3)
        self.complain(4, day=-90)
        self.complain(4)
        self.assertFalse(self.watch())
        self.complain(5)
        outbreak = self.watch()
        self.assertEqual((outbreak.expected, outbreak.bound), (3.0, 8))

    def test_replacements_are_not_sold(self):
        """As above: 4 cases of 4 lines sold make 1 of 1, 3 lines now make 3 usual
        cases; the goods sent again free of charge change neither."""
        self.order(-100, 4)
        self.order(-95, 4, is_gratis=True)
        self.orders.date_order = at(-15, 3)
        self.order(-14, 5, is_gratis=True)
        self.complain(4, day=-90)
        self.complain(9)
        outbreak = self.watch()
        self.assertEqual((outbreak.expected, outbreak.bound), (3.0, 8))

    def test_old_cancelled_and_praise_do_not_count(self):
        self.complain(3, day=-60)
        self.complain(3, kind="praise")
        for case in self.complain(3):
            self._step(case, "cancel", "Filed by mistake")
        self.assertFalse(self.watch())
        self.company.complaint_radar_minimum = 0
        self.complain(3)
        self.assertFalse(self.watch())

    def test_everybody_who_received_it_is_listed(self):
        self.complain(3)
        outbreak = self.watch()
        self.assertEqual(outbreak.date_from, at(-20, 3).date())
        rows = outbreak.customer_ids
        self.assertEqual(rows.partner_id, self.partners)
        self.assertEqual(rows.mapped("quantity"), [4.0] * 3)
        rows[0].with_user(self.anna).action_told()
        self.watch()
        self.assertEqual(rows[0].state, "told")
        self.assertEqual(outbreak.to_tell_count, 2)

    def test_message_to_all_by_the_manager(self):
        self.complain(3)
        outbreak = self.watch()
        wizards = self.env["crm.complaint.outbreak.message"]
        values = {
            "outbreak_id": outbreak.id,
            "subject": "Please check the bags",
            "body": "<p>Do not use them.</p>",
        }
        with self.assertRaises(AccessError):
            wizards.with_user(self.anna).create(values)
        wizard = wizards.with_user(self.mona).create(values)
        self.assertEqual(wizard.line_ids.partner_id, self.partners[:2])
        wizard.action_send()
        told = outbreak.customer_ids.filtered(lambda r: r.state == "told")
        self.assertEqual(told.partner_id, self.partners[:2])
        messages = self.env["mail.message"].search(
            [("subject", "=", "Please check the bags")]
        )
        self.assertEqual(len(messages), 2, "nobody sees the other customers")
        wizard.line_ids = outbreak.customer_ids
        with self.assertRaisesRegex(UserError, "no mail address"):
            wizard.action_send()

    def test_closing_needs_the_finding(self):
        self.complain(3)
        outbreak = self.watch().with_user(self.mona)
        with self.assertRaises(AccessError):
            outbreak.with_user(self.anna).action_close()
        with self.assertRaisesRegex(UserError, "what was found"):
            outbreak.action_close()
        outbreak.finding = "Wet pallets of one lorry."
        with self.assertRaises(AccessError):
            outbreak.state = "closed"
        outbreak.action_close()
        self.assertEqual(outbreak.state, "closed")
        self.assertFalse(self.watch(), "the same cases are settled")

    def test_other_company_sees_nothing(self):
        self.complain(3)
        outbreak = self.watch()
        other = self.env["res.company"].create({"name": "Other"})
        self.mona.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            outbreak.with_user(self.mona).read(["name"])

    def test_complaints_per_thousand_orders(self):
        self.complain(3, day=2)
        self.env.flush_all()
        report = self.env["crm.complaint.product.report"].with_user(self.mona)
        domain = [("product_id", "=", self.product.id)]
        rows = {row.date: row for row in report.search(domain)}
        sold, complained = rows[date(2026, 2, 1)], rows[date(2026, 3, 1)]
        self.assertEqual((sold.order_count, sold.complaint_count), (3, 0))
        self.assertTrue(sold.is_zero)
        self.assertEqual(complained.complaint_count, 3)
        self.assertFalse(complained.is_zero)
        ((rate,),) = report._read_group(domain, [], ["per_thousand:avg"])
        self.assertEqual(rate, 1000.0, "three complaints of three orders")

    def test_replacements_do_not_lower_the_rate(self):
        """Three orders, three complaints, two replacements sent: 1,000, not 600."""
        self.complain(3, day=2)
        self.order(3, 2, is_gratis=True)
        self.env.flush_all()
        [(orders, rate)] = self.env["crm.complaint.product.report"]._read_group(
            [("product_id", "=", self.product.id)],
            [],
            ["order_count:sum", "per_thousand:avg"],
        )
        self.assertEqual((orders, rate), (3, 1000.0))
