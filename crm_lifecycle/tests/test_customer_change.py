# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestCustomerChange(LifecycleCommon):
    """Only archive keepers edit customer files, where the company says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(phone="100", vat="CN1", city="Jinan")
        cls.company.lifecycle_keeper_edits = True

    @classmethod
    def _field(cls, name):
        return cls.env["crm.change.field"].search([("field_id.name", "=", name)])

    def _ask(self, user=None, submit=True, **new):
        change = (
            self.env["crm.customer.change"]
            .with_user(user or self.sally)
            .create(
                {
                    "customer_id": self.customer.id,
                    "reason": "New licence",
                    "line_ids": [
                        (0, 0, {"field_id": self._field(name).id, **value})
                        for name, value in new.items()
                    ],
                }
            )
        )
        if submit:
            change.action_submit()
        return change

    @mute_logger("odoo.models")
    def test_direct_writes_are_refused_with_the_way_out(self):
        customer = self.customer.with_user(self.sally)
        for record in (customer, customer.partner_id):
            with self.assertRaisesRegex(AccessError, "Request Change"):
                record.write({"phone": "200"})
        with self.assertRaisesRegex(AccessError, "How|What"):
            customer.buys_what = "Coal"
        with self.assertRaisesRegex(AccessError, "Request Change"):
            self.env["res.partner.bank"].with_user(self.sally).create(
                {"partner_id": customer.partner_id.id, "acc_number": "1"}
            )
        customer.write({"phone": "100", "comment": "Calls at noon"})
        self.assertEqual(self.customer.phone, "100")

    def test_nothing_changes_where_it_is_off(self):
        self.company.lifecycle_keeper_edits = False
        customer = self.customer.with_user(self.sally)
        self.assertFalse(customer.asks_for_changes)
        customer.write({"phone": "200", "buys_what": "Coal"})
        self.assertEqual(self.customer.phone, "200")
        self.assertFalse(self.customer.change_log_ids)

    def test_keeper_edits_and_each_change_is_kept(self):
        self.customer.with_user(self.archie).phone = "300"
        line = self.customer.change_log_ids
        self.assertEqual(
            (line.label, line.old_text, line.new_text, line.user_id),
            ("Phone", "100", "300", self.archie),
        )
        with self.assertRaisesRegex(UserError, "is a history"):
            line.new_text = "100"

    def test_keeper_takes_over_what_still_holds(self):
        change = self._ask(phone={"value_char": "200"}, city={"value_char": "Taian"})
        self.assertEqual(change.line_ids.mapped("old_text"), ["100", "Jinan"])
        self.customer.with_user(self.archie).city = "Yantai"
        change.with_user(self.archie).action_accept()
        self.assertEqual((self.customer.phone, self.customer.city), ("200", "Yantai"))
        self.assertEqual(change.line_ids.mapped("state"), ["accepted", "outdated"])
        self.assertIn("“Jinan” to “Yantai”", change.line_ids[1].answer)
        self.assertEqual(change.state, "submitted")
        change.line_ids[1].with_user(self.archie).action_look_again()
        change.line_ids[1].with_user(self.archie).action_accept()
        self.assertEqual((self.customer.city, change.state), ("Taian", "done"))
        self.assertIn(self.sally.partner_id, change.message_ids.partner_ids)

    def test_values_are_typed_by_kind(self):
        france = self.env.ref("base.fr")
        change = self._ask(
            country_id={"value_country_id": france.id},
            information_source={"value_selection": "information_source:media"},
            bank_ids={"value_char": "62220001"},
            buys_what={"value_text": "Thermal coal"},
        )
        self.assertEqual(
            change.line_ids.mapped("new_text"),
            ["France", "Mass Media", "62220001", "Thermal coal"],
        )
        change.with_user(self.archie).action_accept()
        self.assertEqual(self.customer.country_id, france)
        self.assertEqual(self.customer.information_source, "media")
        self.assertEqual(self.customer.bank_ids.acc_number, "62220001")
        self.assertEqual(self.customer.buys_what, "Thermal coal")
        self.assertIn("62220001", self.customer.change_log_ids.mapped("new_text"))

    def test_form_starts_from_what_stands_there(self):
        requests = self.env["crm.customer.change"].with_user(self.sally)
        context = {"default_customer_id": self.customer.id}
        with Form(requests.with_context(**context)) as form:
            form.reason = "They moved"
            with form.line_ids.new() as line:
                line.field_id = self._field("city")
                self.assertEqual((line.old_text, line.value_char), ("Jinan",) * 2)
                line.value_char = "Taian"
        form.record.action_submit()
        self.assertEqual(form.record.line_ids.new_text, "Taian")

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_only_keepers_answer_and_only_readers_ask(self):
        change = self._ask(phone={"value_char": "200"})
        for act in (change.action_accept, change.line_ids.action_accept):
            with self.assertRaisesRegex(AccessError, "archive keepers"):
                act()
        draft = self._ask(submit=False, phone={"value_char": "200"})
        with self.assertRaises(AccessError):
            self._forge(draft.line_ids, self.sally, state="accepted")
        with self.assertRaisesRegex(UserError, "was sent already"):
            change.line_ids.value_char = "999"
        with self.assertRaises(AccessError):
            self._ask(user=self.sam, phone={"value_char": "200"})
        with self.assertRaises(AccessError):
            change.with_user(self.sam).read(["reason"])

    def test_refusal_says_why_line_by_line(self):
        change = self._ask(phone={"value_char": "200"}, city={"value_char": "Taian"})
        keeper = change.with_user(self.archie)
        action = keeper.line_ids[0].action_open_refusal()
        wizard = self.env["crm.change.refuse"].with_user(self.archie)
        wizard = wizard.with_context(**action["context"]).create({"reason": "No such"})
        wizard.action_refuse()
        self.assertEqual(
            (change.line_ids[0].state, change.line_ids[0].answer, change.state),
            ("refused", "No such", "submitted"),
        )
        keeper.line_ids[1].action_accept()
        self.assertEqual((change.state, self.customer.phone), ("done", "100"))
        with self.assertRaisesRegex(UserError, "was answered by archie_t"):
            keeper.action_accept()

    def test_request_needs_a_difference_and_may_be_withdrawn(self):
        with self.assertRaisesRegex(UserError, "at least one field"):
            self._ask()
        with self.assertRaisesRegex(UserError, "is already “100”"):
            self._ask(phone={"value_char": "100"})
        change = self._ask(phone={"value_char": "200"})
        with self.assertRaisesRegex(UserError, "kept with the file"):
            change.unlink()
        change.action_withdraw()
        self.assertEqual(change.state, "withdrawn")

    def test_keeper_is_called_and_finds_it_in_my_day(self):
        change = self._ask(phone={"value_char": "200"})
        self.assertEqual(change.activity_ids.user_id, self.archie)
        kinds = {
            kind["key"]: kind
            for kind in self.env["crm.day"].with_user(self.archie).day()["kinds"]
        }
        self.assertEqual(kinds["change"]["lines"][0]["detail"], "Phone")
        change.with_user(self.archie).action_accept()
        self.assertFalse(change.activity_ids)

    def test_list_takes_simple_fields_only(self):
        fields = self.env["ir.model.fields"]
        for model, name in (("res.partner", "child_ids"), ("crm.customer", "user_id")):
            field = fields._get(model, name)
            with self.assertRaisesRegex(ValidationError, "only simple fields"):
                self.env["crm.change.field"].create({"field_id": field.id})
