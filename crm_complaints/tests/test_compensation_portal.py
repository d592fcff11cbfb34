# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.tests import HttpCase, tagged

from .compensation_common import CompensationCommon


@tagged("post_install", "-at_install")
class TestCompensationPortal(CompensationCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paula = cls._create_portal_user("paula_comp", cls.contact)
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.fred = cls._create_portal_user("fred_comp", cls.stranger.child_ids)
        cls.page = f"/my/complaints/{cls.complaint.id}"

    def answer(self, user, offer, answer, **values):
        self.authenticate(user.login, user.login.ljust(8, "x"))
        page = self.url_open("/my/complaints/new")
        token = re.search(r'csrf_token: "([^"]+)"', page.text).group(1)
        reply = self.url_open(
            f"{self.page}/compensation/{offer.id}/{answer}",
            data={"csrf_token": token, **values},
            allow_redirects=False,
        )
        self.env.invalidate_all()
        return reply

    def choice(self):
        money = self._propose("credit_note", 230.0, is_alternative=True)
        goods = self._propose("replacement", is_alternative=True)
        (money | goods).action_offer()
        return money, goods

    def test_customer_takes_one_of_two(self):
        money, goods = self.choice()
        self.authenticate(self.paula.login, "paula_comp")
        page = self.url_open(self.page).text
        self.assertIn("Please choose what suits you best", page)
        self.assertIn("Replacement", page)
        self.assertEqual(self.answer(self.paula, goods, "accept").status_code, 303)
        self.assertEqual((money.state, goods.state), ("withdrawn", "done"))
        late = self.answer(self.paula, money, "accept")
        self.assertEqual(late.status_code, 400)
        self.assertEqual(money.state, "withdrawn")
        self.assertIn(goods.delivery_order_id.name, self.url_open(self.page).text)

    def test_foreigner_takes_nothing(self):
        money, goods = self.choice()
        for offer in (money, goods):
            self.answer(self.fred, offer, "accept")
        self.assertEqual((money.state, goods.state), ("offered", "offered"))

    def test_offer_past_its_day_is_not_taken(self):
        offer = self._propose("goodwill", 50.0)
        offer.action_offer()
        offer.sudo().date_valid = "2020-01-01"
        reply = self.answer(self.paula, offer, "accept")
        self.assertEqual(reply.status_code, 400)
        self.assertIn("was valid until 01/01/2020", reply.text)
        self.assertEqual(offer.state, "offered")

    def test_last_day_is_told_as_the_customer_writes_days(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for lang, words in (("en_US", "03/31/2026"), ("zh_CN", "2026/03/31")):
            self.contact.lang = lang
            offer = self._propose("goodwill", 50.0, date_valid="2026-03-31")
            offer.action_offer()
            body = self.complaint.message_ids[0].body
            self.assertIn(words, body)
            self.assertNotIn("2026-03-31", body)
            self._step(self.complaint, "withdraw", "A mistake", offer=offer)

    def test_instruction_for_the_return_is_read(self):
        self.company.complaint_return_note = "Gate 4, Monday to Friday"
        order, case = self._claim_covers()
        self.page = f"/my/complaints/{case.id}"
        goods = self._goods(2, order)
        offer = self._propose("return", complaint=case, line_ids=goods)
        offer.action_offer()
        self.answer(self.paula, offer, "accept")
        self.assertEqual(offer.state, "accepted")
        page = self.url_open(self.page).text
        self.assertIn("Gate 4, Monday to Friday", page)

    def test_tour_customer_accepts_an_alternative(self):
        money, goods = self.choice()
        self.start_tour(
            self.page, "crm_complaints_portal_alternative", login=self.paula.login
        )
        self.env.invalidate_all()
        self.assertEqual((money.state, goods.state), ("withdrawn", "done"))

    def test_wishes_of_the_form(self):
        self.authenticate(self.paula.login, "paula_comp")
        page = self.url_open("/my/complaints/new").text
        for wish in ("refund", "redelivery", "return", "discount", "replacement"):
            self.assertIn(f'value="{wish}"', page)
