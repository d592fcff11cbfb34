# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .common import PNG, ComplaintsCommon, ComplaintsMoneyCommon, at

SIGNATURE = base64.b64encode(PNG)


class ServiceBuilders:
    @classmethod
    def _set_up_services(cls):
        cls.tom = cls._create_user("tom_c", "base.group_user")
        cls.tina = cls._create_user("tina_c", "base.group_user")
        cls.kind = cls.env.ref("crm_complaints.crm_complaint_service_kind_repair")
        cls.cards = {
            user: cls.env["crm.complaint.agent"].create(
                {"user_id": user.id, "is_technician": True}
            )
            for user in (cls.tom, cls.tina)
        }
        (cls.tom | cls.tina).resource_calendar_id = False
        cls.complaint = cls._create_complaint(kind="service")

    @classmethod
    def _create_service(cls, user=None, **values):
        return (
            cls.env["crm.complaint.service"]
            .with_user(user or cls.anna)
            .create(
                {
                    "complaint_id": cls.complaint.id,
                    "kind_id": cls.kind.id,
                    "date_planned": at(0, 3),
                    "hours_planned": 2,
                    "user_id": cls.tom.id,
                    **values,
                }
            )
        )

    @classmethod
    def _do(cls, service, **values):
        """Tom works from 3 to 5:30 and finishes: to be signed."""
        mine = service.with_user(cls.tom)
        with freeze_time(at(0, 3)):
            mine.action_start()
        mine.write({"work_done": "Pump replaced", **values})
        with freeze_time(at(0, 5, 30)):
            mine.action_finish()


@tagged("post_install", "-at_install")
class TestService(ServiceBuilders, ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_services()

    def test_sheet_starts_from_the_complaint(self):
        context = self.complaint.with_user(self.anna).action_plan_service()["context"]
        form = Form(
            self.env["crm.complaint.service"]
            .with_user(self.anna)
            .with_context(**context)
        )
        form.kind_id = self.kind
        service = form.save()
        self.assertRegex(service.name, r"^SRV/\d{4}/\d{5}$")
        self.assertEqual(service.symptom, self.complaint.description)
        self.assertEqual(service.partner_id, self.contact)

    def test_technician_works_without_rights_on_the_case(self):
        service = self._create_service()
        self.assertEqual(service.activity_ids.user_id, self.tom)
        with self.assertRaisesRegex(UserError, "not “Started”"):
            service.with_user(self.tom).action_finish()
        with freeze_time(at(0, 3)):
            service.with_user(self.tom).action_start()
        with self.assertRaisesRegex(UserError, "write what was done"):
            service.with_user(self.tom).action_finish()
        with Form(service.with_user(self.tom)) as form:
            form.work_done = "Pump replaced"
            with form.line_ids.new() as line:
                line.product_id = self.product
                line.quantity = 2
        with freeze_time(at(0, 5, 30)):
            service.with_user(self.tom).action_finish()
        self.assertEqual((service.state, service.hours), ("done", 2.5))
        letter = service.message_ids[0]
        self.assertIn("check that everything works", letter.body)
        self.assertIn(self.contact, letter.notified_partner_ids)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule")
    def test_who_does_what(self):
        service = self._create_service()
        with self.assertRaises(AccessError):
            service.with_user(self.tina).read(["name"])
        with self.assertRaises(AccessError):
            self._create_service(user=self.boris)
        with self.assertRaises(AccessError):
            sheet = (
                self.env["crm.complaint.sign"]
                .with_user(self.tina)
                .create({"service_id": service.id, "name": "Tina"})
            )
            sheet.read(["work_done"])
        with self.assertRaises(AccessError):
            service.with_user(self.sally).action_start()
        with self.assertRaises(AccessError):
            self._forge(service, self.tom, user_id=self.tina.id)
        for name, value in (("state", "signed"), ("signed_name", "X")):
            with self.assertRaises(AccessError):
                self._forge(service, self.tom, **{name: value})

    def test_customer_signs_on_the_phone_once(self):
        service = self._create_service()
        self._do(service)
        context = service.with_user(self.tom).action_sign_here()["context"]
        dialog = (
            self.env["crm.complaint.sign"]
            .with_user(self.tom)
            .with_context(**context)
            .create({"signature": SIGNATURE, "remark": "Noise is gone"})
        )
        with freeze_time(at(0, 6)):
            dialog.action_confirm()
        self.assertEqual(service.state, "signed")
        self.assertEqual(service.signed_name, self.contact.name)
        self.assertEqual(service.date_signed, at(0, 6))
        self.assertEqual(service.customer_remark, "Noise is gone")
        filed = self.complaint.message_ids[0]
        self.assertIn(service.name, filed.attachment_ids.name)
        with self.assertRaisesRegex(UserError, "not “To Be Signed”"):
            dialog.action_confirm()

    def test_signed_sheet_is_fixed(self):
        service = self._create_service(
            line_ids=[Command.create({"product_id": self.product.id})]
        )
        self._do(service)
        service.sudo()._sign("Paula", SIGNATURE, self.contact)
        for step in (
            lambda: service.with_user(self.tom).write({"work_done": "More"}),
            lambda: service.with_user(self.anna).write({"travel_cost": 9}),
            lambda: service.with_user(self.tom).line_ids.write({"quantity": 9}),
            lambda: service.with_user(self.tom).line_ids.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                step()

    def test_signature_needs_name_and_image(self):
        service = self._create_service()
        self._do(service)
        for name, image in (("", SIGNATURE), ("Paula", False)):
            with self.assertRaisesRegex(UserError, "name and signature"):
                service.sudo()._sign(name, image, self.contact)

    def test_who_can_go_by_skill_and_time(self):
        skill = self.env["crm.complaint.skill"].create({"name": "Pumps"})
        self.kind.skill_ids = skill
        self.cards[self.tina].skill_ids = skill
        service = self._create_service(user_id=False)
        service.with_user(self.anna).action_suggest()
        self.assertEqual(service.user_id, self.tina)
        self.assertEqual(
            service.assignment_reason, "knows Pumps; 0 services on that day"
        )
        other = self._create_service(user_id=False, date_planned=at(0, 4))
        told = other.with_user(self.anna).action_suggest()["params"]
        self.assertEqual(other.user_id, self.tom)
        self.assertIn("nobody free knows", told["message"])
        later = self._create_service(user_id=False, date_planned=at(0, 8))
        later.with_user(self.anna).action_suggest()
        self.assertEqual(later.user_id, self.tina)

    def test_who_is_busy_across_midnight_of_utc(self):
        """23:30 to 1:30 UTC are 7:30 to 9:30 in Shanghai, and one technician."""
        self._create_service(date_planned=at(0, 23, 30))
        service = self._create_service(user_id=False, date_planned=at(1, 0, 30))
        service.with_user(self.anna).action_suggest()
        self.assertEqual(service.user_id, self.tina)
        later = self._create_service(user_id=False, date_planned=at(1, 4))
        _busy, load = (
            later.sudo()._services_of(self.tom | self.tina, at(1, 4), at(1, 6)).values()
        )
        self.assertEqual(load, {self.tom.id: 1, self.tina.id: 1})

    def test_nobody_can_go(self):
        for user in (self.tom, self.tina):
            self.cards[user].sudo().is_away = True
        service = self._create_service(user_id=False)
        told = service.with_user(self.anna).action_suggest()["params"]
        self.assertFalse(service.user_id)
        self.assertIn("No technician is free", told["message"])

    def test_outside_the_scope_needs_a_reason(self):
        service = self._create_service(coverage="excluded")
        with self.assertRaisesRegex(UserError, "outside what was agreed"):
            self._do(service)

    def test_sheet_prints(self):
        service = self._create_service()
        self._do(service)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "crm_complaints.crm_complaint_service_report", service.ids
        )[0]
        for words in (
            service.name,
            "Pump replaced",
            "Alpha Works",
            "confirms the service",
        ):
            self.assertIn(words, html.decode())


@tagged("post_install", "-at_install")
class TestServiceMoney(ServiceBuilders, ComplaintsMoneyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_services()
        seller = cls.env.ref("sales_team.group_sale_salesman")
        cls.mona.group_ids = [Command.link(seller.id)]
        cls.env.ref("crm_complaints.product_product_travel").taxes_id = False
        work = cls.env.ref("crm_complaints.product_product_work")
        work.write({"taxes_id": False, "list_price": 80.0})

    def test_quotation_of_what_is_not_covered(self):
        """2.5 hours at 80, two cement at 100 and 45 for the journey: 445."""
        virus = self.env.ref("crm_complaints.crm_complaint_service_exclusion_virus")
        service = self._create_service(
            coverage="excluded",
            exclusion_ids=[Command.link(virus.id)],
            travel_cost=45.0,
            line_ids=[Command.create({"product_id": self.product.id, "quantity": 2})],
        )
        self._do(service)
        service.with_user(self.mona).action_create_quotation()
        order = service.order_id
        self.assertEqual((order.state, order.amount_untaxed), ("draft", 445.0))
        self.assertIn(service.name, order.origin)
        self.assertIn("Virus", " ".join(order.order_line.mapped("name")))
        service.with_user(self.mona).action_create_quotation()
        self.assertEqual(service.order_id, order)
        self.assertEqual(order.complaint_id, self.complaint)
        order.sudo().action_confirm()
        self.assertEqual(self.complaint.case_revenue, 445.0)

    def test_covered_service_charges_the_journey_only(self):
        service = self._create_service(travel_cost=45.0)
        self._do(service)
        service.with_user(self.mona).action_create_quotation()
        self.assertEqual(service.order_id.amount_untaxed, 45.0)

    def test_nothing_to_charge(self):
        service = self._create_service()
        self._do(service)
        with self.assertRaisesRegex(UserError, "nothing to charge"):
            service.with_user(self.mona).action_create_quotation()


@tagged("post_install", "-at_install")
class TestServicePortal(ServiceBuilders, ComplaintsMoneyCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_services()
        cls.paula = cls._create_portal_user("paula_s", cls.contact)
        stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.fred = cls._create_portal_user("fred_portal_s", stranger.child_ids)
        cls.service = cls._create_service()
        cls._do(cls.service)
        cls.page = f"/my/services/{cls.service.id}"

    def log_in(self, user):
        self.authenticate(user.login, user.login.ljust(8, "x"))

    def sign(self, **params):
        values = {"name": "Paula", "signature": SIGNATURE.decode(), **params}
        answer = self.url_open(
            f"{self.page}/sign",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": values}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()["result"]

    def test_customer_reads_and_signs(self):
        self.log_in(self.paula)
        self.assertIn("Pump replaced", self.url_open(self.page).text)
        self.assertIn(
            self.service.access_url,
            self.url_open(f"/my/complaints/{self.complaint.id}").text,
        )
        self.assertTrue(self.sign()["force_refresh"])
        self.env.invalidate_all()
        self.assertEqual(
            (self.service.state, self.service.signed_name), ("signed", "Paula")
        )
        self.assertIn("not “To Be Signed”", self.sign()["error"])

    def test_foreigner_and_colleague_do_not_sign(self):
        for user, word in (
            (self.fred, "does not exist"),
            (self.anna, "not a colleague"),
        ):
            self.log_in(user)
            self.assertIn(word, self.sign()["error"])
        self.log_in(self.fred)
        answer = self.url_open(self.page, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.service.state, "done")

    def test_link_of_the_mail_is_enough(self):
        token = self.service._portal_ensure_token()
        self.authenticate(None, None)
        self.assertEqual(
            self.url_open(
                f"{self.page}?access_token=wrong", allow_redirects=False
            ).status_code,
            303,
        )
        self.assertIn(
            "Pump replaced", self.url_open(f"{self.page}?access_token={token}").text
        )
        self.assertTrue(self.sign(access_token=token)["force_refresh"])
