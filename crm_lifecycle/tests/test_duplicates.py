# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestDuplicates(LifecycleCommon):
    def _find(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_lifecycle.crm_customer_duplicate_cron")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _pair(self, one, other):
        self._find()
        return self.env["crm.customer.duplicate"].search(
            [("customer_id", "=", one.id), ("twin_id", "=", other.id)]
        )

    def test_each_key_finds_the_twin_with_its_score(self):
        """Tax id and registry 100, bank 95, phone 90, mail 85, name 80."""
        for key, values, twin_values, score in (
            ("vat", {"vat": "CN 91370100"}, {"vat": "cn91370100"}, 100),
            (
                "registry",
                {"company_registry": "R 77-1"},
                {"company_registry": "r77-1"},
                100,
            ),
            ("phone", {"phone": "+86 531 88886666"}, {"phone": "0531-8888 6666"}, 90),
            ("email", {"email": "Li@Same.example"}, {"email": "li@same.example"}, 85),
        ):
            with self.subTest(key):
                one = self._create_customer(f"First {key}", **values)
                other = self._create_customer(f"Other {key}", **twin_values)
                pair = self._pair(one, other)
                self.assertEqual((pair.score, pair.evidence), (score, [key]))

    def test_bank_account_and_name_count_too(self):
        one = self._create_customer("山东鲁强建材有限公司")
        other = self._create_customer("鲁强建材")
        self.env["res.partner.bank"].create(
            [
                {"partner_id": one.partner_id.id, "acc_number": "6222 0001"},
                {"partner_id": other.partner_id.id, "acc_number": "62220001"},
            ]
        )
        pair = self._pair(one, other)
        self.assertEqual((pair.score, sorted(pair.evidence)), (95, ["bank", "name"]))
        self.assertIn("same bank account", pair.evidence_text)

    def test_different_tax_ids_are_two_companies(self):
        one = self._create_customer("Sister One", vat="A1", email="x@group.example")
        other = self._create_customer("Sister Two", vat="B2", email="x@group.example")
        self.assertFalse(self._pair(one, other))

    def test_key_of_a_crowd_proves_nothing(self):
        crowd = [
            self._create_customer(f"Tenant {number}", email="desk@tower.example")
            for number in range(6)
        ]
        self.assertFalse(self._pair(crowd[0], crowd[1]))

    def test_second_run_finds_nothing_new_and_stale_pairs_leave(self):
        one = self._create_customer("One", email="x@group.example")
        other = self._create_customer("Other", email="x@group.example")
        pair = self._pair(one, other)
        self.assertEqual(self._pair(one, other), pair)
        other.partner_id.email = "y@group.example"
        self._find()
        self.assertFalse(pair.exists())

    def test_keeper_tells_apart_for_good_and_can_undo(self):
        one = self._create_customer("One", email="x@group.example")
        other = self._create_customer("Other", email="x@group.example")
        pair = self._pair(one, other).with_user(self.archie)
        with self.assertRaisesRegex(UserError, "Say why"):
            pair._tell_apart(" ")
        decide = self.env["crm.duplicate.decide"].with_user(self.archie)
        decide.create(
            {"duplicate_ids": pair.ids, "reason": "One switchboard"}
        ).action_confirm()
        self._find()
        self.assertEqual((pair.state, pair.decided_by_id), ("distinct", self.archie))
        pair.action_reopen()
        self.assertEqual(pair.state, "open")
        with self.assertRaises(AccessError):
            pair.with_user(self.sally).action_merge()
        with self.assertRaises(AccessError):
            self._forge(pair, self.archie, state="distinct")

    def test_merging_ends_the_pair_and_keeps_one_account(self):
        one = self._create_customer("One", email="x@group.example")
        other = self._create_customer("Other", email="x@group.example")
        pair = self._pair(one, other)
        context = pair.with_user(self.archie).action_merge()["context"]
        self.assertEqual(
            set(context["active_ids"]), {one.partner_id.id, other.partner_id.id}
        )
        self.env["base.partner.merge.automatic.wizard"]._merge(
            context["active_ids"], one.partner_id
        )
        self.assertFalse(pair.exists())
        self.assertFalse(other.exists())

    def test_account_by_hand_is_refused_only_where_the_company_says_so(self):
        self._create_customer("Luqiang Building", vat="T1")
        values = {"name": "Luqiang Building Ltd", "company_id": self.company.id}
        accounts = self.env["crm.customer"].with_user(self.archie)
        self.assertTrue(accounts.create(values))
        self.company.lifecycle_twin_policy = "block"
        with self.assertRaisesRegex(UserError, "resembles .* of sally_t"):
            accounts.create(values)
        self.assertTrue(accounts.create({**values, "twin_reason": "Sister company"}))

    def _import(self, lines, dryrun):
        """A file of names in Odoo's importer, by the archive keeper."""
        importer = (
            self.env["base_import.import"]
            .with_user(self.archie)
            .create(
                {
                    "res_model": "crm.customer",
                    "file": "\n".join(["name", *lines]).encode(),
                    "file_type": "text/csv",
                    "file_name": "customers.csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        return importer.execute_import(["name"], ["name"], options, dryrun=dryrun)

    def test_testing_a_file_lists_each_row_that_resembles_a_customer(self):
        """Rows 1 and 3 resemble a customer, 4 and 2 each other; importing goes on."""
        self._create_customer("Luqiang Building")
        self._create_customer("山东鲁强建材有限公司")
        lines = (
            '"Luqiang Building Co., Ltd."',
            "Harbour Coal",
            "鲁强建材",
            "Harbour Coal Ltd",
        )
        result = self._import(lines, dryrun=True)
        rows = [message["record"] for message in result["messages"]]
        self.assertEqual(rows, [0, 1, 2, 3])
        self.assertIn("resembles", result["messages"][2]["message"])
        imported = self._import(lines, dryrun=False)
        self.assertEqual((len(imported["ids"]), imported["messages"]), (4, []))
        self.company.lifecycle_twin_policy = "allow"
        self.assertFalse(self._import(lines, dryrun=True)["messages"])

    def test_import_names_the_duplicate_of_each_row(self):
        self._create_customer("Luqiang Building")
        self.company.lifecycle_twin_policy = "block"
        result = (
            self.env["crm.customer"]
            .with_user(self.archie)
            .load(["name"], [["Luqiang Building Co., Ltd."], ["Quite Another Name"]])
        )
        self.assertFalse(result["ids"])
        (message,) = result["messages"]
        self.assertEqual(message["record"], 0)
        self.assertIn("resembles", message["message"])
