# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .report_common import ReportCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 10:00:00")
class TestKeyAccounts(ReportCommon):
    """Win rate, margin and share of wallet of the key-account programme (S-512)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["crm.segment"].create(
            {
                "name": "Power Plants",
                "kind": "list",
                "rule_enabled": True,
                "is_key_account": True,
                "company_id": cls.company.id,
                "listing_ids": [
                    Command.create({"customer_id": cls.works.id, "reason": "Programme"})
                ],
            }
        )
        cls._move_members()

    @classmethod
    def _close(cls, customer, day, won, **values):
        """An opportunity of the customer that was won or lost on a day."""
        lead = cls.env["crm.lead"].create(
            {
                "name": f"Project of {customer.display_name}",
                "type": "opportunity",
                "partner_id": customer.partner_id.id,
                "company_id": cls.company.id,
                "user_id": customer.user_id.id,
                "team_id": False,
                **values,
            }
        )
        if won:
            lead.action_set_won()
        else:
            lead.action_set_lost()
        lead.write({"date_closed": f"{day} 12:00:00"})
        return lead

    def _create_programme(self):
        """June: key accounts won 2 of 3, others 0 of 1. May: key accounts 0 of 1."""
        self.product.with_company(self.company).standard_price = 30
        for customer, day, won in (
            (self.works, "2026-06-01", True),
            (self.works, "2026-06-15", True),
            (self.works, "2026-06-30", False),
            (self.works, "2026-05-31", False),
            (self.shops, "2026-06-10", False),
            (self.shops, "2026-07-01", True),
        ):
            self._close(customer, day, won)
        self._sell(self.works, 150, "2026-06-03")
        self._sell(self.works, 62, "2026-05-20")
        self._sell(self.shops, 100, "2026-06-05")
        self.env["crm.customer.volume"].create(
            {
                "customer_id": self.works.id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "source": "volume",
                "amount": 3650,
            }
        )

    def _table(self, run, *names):
        return [tuple(line[name] for name in names) for line in run.line_ids]

    def test_programme_by_hand(self):
        """Volume 10 a day: June 300 with sales of 150, May 310 with sales of 62.

        Margins: 150 - 30 = 120 (80 %), 100 - 30 = 70 (70 %), in May 62 - 30 = 32.
        """
        self._create_programme()
        run = self._run(report="key_accounts")
        none = self.env["crm.segment"]
        self.assertEqual(
            self._table(run, "account", "segment_id", "amount", "margin"),
            [("key", self.segment, 150, 120), ("other", none, 100, 70)],
        )
        self.assertEqual(
            self._table(run, "closed_count", "won_count", "closed_count_prev"),
            [(3, 2, 1), (1, 0, 0)],
        )
        key, other = run.line_ids
        for line, name, expected in (
            (key, "win_rate", 2 / 3),
            (key, "win_rate_prev", 0),
            (key, "margin_rate", 0.8),
            (key, "margin_rate_prev", 32 / 62),
            (key, "wallet_share", 0.5),
            (key, "wallet_share_prev", 0.2),
            (key, "share", 0.6),
            (key, "growth_prev", 150 / 62 - 1),
            (other, "win_rate", 0),
            (other, "margin_rate", 0.7),
            (other, "wallet_share", 0),
            (run, "win_rate", 0.5),
            (run, "margin_rate", 0.76),
            (run, "wallet_share", 0.5),
        ):
            self.assertAlmostEqual(line[name], expected, places=5, msg=name)
        self.assertEqual((run.order_count, run.customer_count), (2, 2))

    def test_rates_of_the_pivot_are_those_of_the_sums(self):
        """By salesperson 2 of 3 and 0 of 1: together 2 of 4, not the mean of both."""
        self._create_programme()
        run = self._run(report="key_accounts", group1="user", group2=False)
        [rates] = self.env["crm.report.line"]._read_group(
            [("run_id", "=", run.id)],
            [],
            ["win_rate:avg", "margin_rate:avg", "margin_rate_prev:avg"],
        )
        for got, expected in zip(rates, (0.5, 0.76, 32 / 62), strict=True):
            self.assertAlmostEqual(got, expected)

    def test_line_opens_sales_and_opportunities(self):
        self._create_programme()
        line = self._run(report="key_accounts").line_ids[0]
        action = line.action_view_rows()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(rows.mapped("amount")), 150)
        self.assertEqual((sum(rows.mapped("closed")), sum(rows.mapped("won"))), (3, 2))
        self.assertEqual(sum(rows.mapped("volume")), 300)
        for row in rows:
            opened = row.action_view_source()
            self.assertTrue(self.env[opened["res_model"]].browse(opened["res_id"]))
        sale = rows.filtered(lambda row: row.origin == "sale")
        self.assertEqual(sale.action_view_source()["res_model"], "sale.order")
        lead = rows.filtered("lead_id")[0]
        self.assertEqual(lead.action_view_source()["res_id"], lead.lead_id.id)

    def test_key_customers_without_a_segment_are_key_accounts(self):
        """By a kind, or by a checklist; both without a key segment."""
        kind = self.env["crm.customer.kind"].create(
            {"name": "Key Kind", "is_key_account": True}
        )
        self.shops.kind_id = kind
        self._sell(self.shops, 100, "2026-06-05")
        third = self._create_customer("Gamma Mills", self.sam)
        third.sudo().date_key_recognised = "2026-01-01"
        self._sell(third, 50, "2026-06-05")
        run = self._run(report="key_accounts")
        self.assertEqual(
            self._table(run, "account", "segment_id", "amount"),
            [("key", self.env["crm.segment"], 150)],
        )

    def test_customer_of_two_key_segments_counts_once_in_the_first(self):
        other = self.segment.copy({"name": "Second", "sequence": 99})
        self._sell(self.works, 10, "2026-06-03")
        other.listing_ids = [
            Command.create({"customer_id": self.works.id, "reason": "Both"})
        ]
        other.rule_enabled = True
        self._move_members()
        self.assertEqual(self.works.segment_ids, self.segment | other)
        run = self._run(report="key_accounts")
        self.assertEqual(self._table(run, "segment_id"), [(self.segment,)])
        self.assertEqual(run.amount, 10)

    def test_salesperson_counts_own_customers_only(self):
        self._create_programme()
        run = self._run(self.sam, report="key_accounts")
        self.assertEqual(self._table(run, "account", "closed_count"), [("other", 1)])
        outsider = self._create_user("outsider_t", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["crm.key.account.report"].with_user(outsider).search([])

    def test_opportunities_elsewhere_do_not_count(self):
        """Open ones, leads that are no opportunities, those of a sister company."""
        sister = self._create_company("Sister")
        self.env["crm.lead"].create(
            {
                "name": "Open",
                "type": "opportunity",
                "partner_id": self.works.partner_id.id,
                "company_id": self.company.id,
            }
        )
        self._close(self.works, "2026-06-10", False, type="lead")
        self._close(self.works, "2026-06-10", True, company_id=sister.id, user_id=False)
        self._sell(self.works, 10, "2026-06-03")
        run = self._run(report="key_accounts")
        self.assertEqual(self._table(run, "closed_count"), [(0,)])

    def test_newest_of_two_volumes_counts(self):
        """A year of 10 a day, and of June alone 20 a day: the later end counts."""
        volumes = self.env["crm.customer.volume"]
        for first, last, amount in (
            ("2025-07-01", "2026-06-30", 3650),
            ("2026-06-01", "2026-07-30", 1200),
        ):
            volumes.create(
                {
                    "customer_id": self.works.id,
                    "date_from": first,
                    "date_to": last,
                    "source": "volume",
                    "amount": amount,
                }
            )
        self._sell(self.works, 300, "2026-06-03")
        run = self._run(report="key_accounts")
        self.assertEqual(run.own_volume, 600)
        self.assertAlmostEqual(run.wallet_share, 0.5)
        self.assertEqual(run.own_volume_prev, 310)

    def test_answer_takes_as_many_queries_for_many_as_for_few(self):
        self._create_programme()
        self._run(report="key_accounts")
        counts = []
        for _round in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._run(report="key_accounts", group2="customer")
            counts.append(self.env.cr.sql_log_count - before)
            for number in range(5):
                customer = self._create_customer(f"More {number}", self.sam)
                self._sell(customer, 10, "2026-06-04")
        self.assertEqual(*counts)
