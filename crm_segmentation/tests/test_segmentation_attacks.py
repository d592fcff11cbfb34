# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.crm_formula_rules import FormulaError, parse
from .common import SegmentationCommon

BEYOND = "[('partner_id.credit_limit', '>', 5)]"


@tagged("post_install", "-at_install")
class TestSegmentationAttacks(SegmentationCommon):
    """Detours that a review found, each as the person who would take it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_customer("Mine", cls.sally)
        cls.theirs = cls._create_customer("Theirs", cls.sam)
        cls.company.segmentation_annual_target = 5000

    def _onchange_volume(self, user, **values):
        volumes = self.env["crm.customer.volume"].with_user(user)
        given = {"date_from": "2025-01-01", "date_to": "2025-12-31", **values}
        spec = {name: {} for name in (*given, "amount", "our_amount")}
        return volumes.onchange(given, list(values), spec)["value"]

    def test_form_of_a_volume_tells_no_turnover_of_others(self):
        self._create_order(self.theirs, 777, date(2025, 3, 1))
        self._create_order(self.mine, 55, date(2025, 3, 1))
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            self._onchange_volume(self.sally, customer_id=self.theirs.id)
        shown = self._onchange_volume(self.sally, customer_id=self.mine.id)
        self.assertEqual(shown["our_amount"], 55)

    def test_volume_from_stock_waits_for_its_days(self):
        values = {"source": "stock", "stock_value": 10.0, "stock_days": 5.0}
        shown = self._onchange_volume(
            self.sally, customer_id=self.mine.id, date_from=False, **values
        )
        self.assertFalse(shown.get("amount"))

    def test_portal_reads_nothing_of_how_customers_are_judged(self):
        portal = new_test_user(
            self.env,
            "portal_t",
            groups="base.group_portal",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        company = self.company.with_user(portal)
        self.assertEqual(company.read(["name"])[0]["name"], "Insight Trading")
        for name in (
            "segmentation_annual_target",
            "segmentation_percent_a",
            "value_margin_percent",
            "cockpit_date",
        ):
            with (
                self.subTest(name=name),
                self.assertRaises(AccessError),
                mute_logger("odoo.models"),
            ):
                company.read([name])

    def test_yearly_target_is_read_by_analysts_of_the_company(self):
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            self.company.with_user(self.sally).read(["segmentation_annual_target"])
        plan = {"subject": "company", "company_id": self.company.id, "year": 2026}
        spec = {name: {} for name in (*plan, "target")}
        for user, target in ((self.lena, 0), (self.anna, 5000)):
            plans = self.env["crm.season.plan"].with_user(user)
            shown = plans.onchange(plan, ["subject"], spec)["value"]
            self.assertEqual(shown.get("target", 0), target)
        sister = self._create_company("Sister")
        sister.segmentation_annual_target = 900
        wizards = self.env["crm.season.target"].with_user(self.anna)
        self.assertEqual(wizards.create({}).annual_target, 5000)
        self.assertFalse(wizards.create({"company_id": sister.id}).annual_target)

    def test_rule_asks_for_nothing_that_its_author_may_not_read(self):
        """Rules are applied with all rights: they would answer yes or no."""
        for model, values in (
            ("crm.segment", {}),
            ("crm.scorecard", {}),
            ("crm.class.rule", {"class_name": "A"}),
        ):
            rules = self.env[model].with_user(self.anna)
            values = {"name": "Curious", "company_id": self.company.id, **values}
            rule = rules.create({**values, "rule_domain": "[('rfm_amount', '>', 5)]"})
            with (
                self.subTest(model=model),
                self.assertRaises(AccessError),
                mute_logger("odoo.models"),
            ):
                rule.rule_domain = BEYOND
            self.env[model].create({**values, "rule_domain": BEYOND})

    def test_who_drew_up_a_classification_does_not_approve_it(self):
        self.north.member_ids |= self.anna
        run = self.env["crm.class.run"].with_user(self.dora).create({"kind": "month"})
        run.action_fill()
        run.with_user(self.anna).action_submit()
        run.approval_id.with_user(self.lena).action_approve()
        self.env.invalidate_all()
        self.assertFalse(run.approval_id.with_user(self.dora).can_decide)

    def test_shared_segment_that_acts_is_woken_by_who_works_everywhere(self):
        self._create_company("Sister")
        segment = self.env["crm.segment"].create(
            {
                "name": "Everywhere",
                "active": False,
                "step_ids": [
                    Command.create(
                        {
                            "kind": "tag",
                            "tag_ids": [Command.create({"name": "Everywhere"})],
                        }
                    )
                ],
            }
        )
        for values in ({"active": True}, {"steps_on_first_fill": True}):
            with self.assertRaisesRegex(AccessError, "do not work in"):
                self._forge(segment, self.anna, **values)
        segment.active = True
        self.assertTrue(segment.active)

    def test_dialogs_name_no_customer_of_others(self):
        card = self.env["crm.scorecard"].search([], limit=1)
        study = self.env["crm.kano.study"].create(
            {"name": "Delivery", "company_id": self.company.id}
        )
        for model, values in (
            ("crm.score.xray", {"scorecard_id": card.id}),
            ("crm.kano.interview", {"study_id": study.id}),
        ):
            dialogs = self.env[model].with_user(self.sally)
            dialogs.create({**values, "customer_id": self.mine.id})
            with (
                self.subTest(model=model),
                self.assertRaises(AccessError),
                mute_logger("odoo.models"),
            ):
                dialogs.create({**values, "customer_id": self.theirs.id})

    def test_copy_of_a_report_asks_again_as_who_copies(self):
        reports = self.env["crm.report.run"]
        report = self.env.ref("crm_segmentation.crm_report_customers")
        kept = reports.sudo().create(
            {
                "report_id": report.id,
                "company_id": self.company.id,
                "user_id": self.env.ref("base.user_root").id,
                "is_archive": True,
                "group1": "team",
                "amount": 9,
            }
        )
        mine = kept.with_user(self.dora).copy()
        self.assertEqual((mine.user_id, mine.group1), (self.dora, "team"))
        self.assertFalse(mine.is_archive)
        self.assertFalse(mine.amount)

    def test_formula_of_many_signs_is_refused(self):
        with self.assertRaises(FormulaError):
            parse("-" * 480 + "1 > 0", {})

    def _refusal(self, called):
        """A method that notes the company it is called for, and fails."""

        def fail(_records, company, *args, **kwargs):
            called.append(company.id)
            raise UserError(company.display_name)

        return fail

    def test_job_passes_a_company_that_fails(self):
        sister = self._create_company("Sister")
        both = self.company | sister
        both.segmentation_class_owner_id = self.anna
        for model, method, job in (
            ("crm.customer", "_refresh_scores", "_cron_refresh_scores"),
            ("crm.customer.value", "_refresh", "_cron_refresh"),
            ("crm.class.run", "_draw_up", "_cron_draw_up"),
            ("crm.customer.snapshot", "_take", "_cron_take_snapshots"),
        ):
            records, called = self.env[model], []
            with (
                self.subTest(job=job),
                patch.object(type(records), method, self._refusal(called)),
                patch.object(type(self.env["ir.cron"]), "_commit_progress"),
                mute_logger(
                    "odoo.addons.crm_lifecycle.models.res_company",
                    "odoo.addons.crm_segmentation.models.crm_customer",
                    "odoo.addons.crm_segmentation.models.crm_value_refresh_mixin",
                ),
            ):
                getattr(records, job)()
                self.assertLessEqual(set(both.ids), set(called))
