# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.crm_complaints.tests.common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestComplaintMailing(ComplaintsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailer = new_test_user(
            cls.env,
            "mailer",
            groups="base.group_user,mass_mailing.group_mass_mailing_user",
        )
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.contact.email = "Carl <CARL@beta.test>"
        cls.list = cls.env["mailing.list"].create({"name": "News"})
        addresses = ("carl@beta.test", "fred@gamma.test", "nobody@delta.test")
        cls.names = cls.env["mailing.contact"].create(
            [
                {"email": address, "list_ids": [Command.link(cls.list.id)]}
                for address in addresses
            ]
        )

    def _mailing(self, model, user=None, **values):
        mailings = self.env["mailing.mailing"].with_user(user or self.mailer)
        return mailings.create(
            {
                "subject": "Spring offers",
                "mailing_model_id": self.env["ir.model"]._get_id(model),
                **values,
            }
        )

    def _recipients(self, mailing):
        records = self.env[mailing.mailing_model_real]
        return records.browse(mailing.sudo()._get_remaining_recipients())

    def test_address_on_a_list_is_left_out_while_the_complaint_is_open(self):
        mailing = self._mailing("mailing.list", contact_list_ids=self.list.ids)
        self.assertEqual(self._recipients(mailing), self.names)
        complaint = self._create_complaint()
        self.assertEqual(self._recipients(mailing), self.names[1:])
        mailing.invalidate_recordset()
        self.assertEqual(mailing.complaint_recipient_count, 1)
        action = json.loads(json.dumps(mailing.action_view_complaining_recipients()))
        found = self.env["mailing.contact"].search(action["domain"])
        self.assertEqual(found, self.names[0])
        self._solve(complaint)
        self.assertEqual(self._recipients(mailing), self.names)

    def test_praise_is_no_reason(self):
        self._create_complaint(kind="praise")
        mailing = self._mailing("mailing.list", contact_list_ids=self.list.ids)
        self.assertEqual(self._recipients(mailing), self.names)

    def test_contacts_of_the_company_are_left_out(self):
        self._create_complaint()
        people = self.contact | self.partner | self.stranger
        domain = [("id", "in", people.ids)]
        mailing = self._mailing("res.partner", mailing_domain=domain)
        self.assertEqual(self._recipients(mailing), self.stranger)
        self.assertEqual(mailing.complaint_recipient_count, 2)
        action = mailing.action_view_complaining_recipients()
        found = self.env["res.partner"].search(action["domain"])
        self.assertEqual(found, self.contact | self.partner)

    def test_documents_by_their_contact_and_address(self):
        self._create_complaint()
        leads = self.env["crm.lead"].create(
            [
                {"name": "By contact", "partner_id": self.partner.id},
                {"name": "By address", "email_from": "carl@beta.test"},
                {"name": "Other", "email_from": "fred@gamma.test"},
            ]
        )
        domain = [("id", "in", leads.ids)]
        mailing = self._mailing("crm.lead", mailing_domain=domain)
        self.assertEqual(self._recipients(mailing), leads[2])

    def test_whoever_sends_may_include_them_and_it_is_noted(self):
        self._create_complaint()
        mailing = self._mailing("mailing.list", contact_list_ids=self.list.ids)
        self.env.cr.precommit.run()
        mailing = mailing.with_context(mail_notrack=False, tracking_disable=False)
        mailing.is_complaint_left_out = False
        self.assertEqual(self._recipients(mailing), self.names)
        self.env.cr.precommit.run()
        tracked = mailing.message_ids.sudo().tracking_value_ids.field_id
        self.assertIn("is_complaint_left_out", tracked.mapped("name"))

    def test_complaints_of_all_companies_of_the_responsible_person(self):
        """The job that sends knows one company only."""
        other = self.env["res.company"].create({"name": "Second"})
        self.partner.company_id = self.contact.company_id = False
        self.env["crm.complaint"].with_company(other).create(
            {
                "partner_id": self.contact.id,
                "description": "Broken bags",
                "company_id": other.id,
            }
        )
        mailing = self._mailing("mailing.list", contact_list_ids=self.list.ids)
        self.assertEqual(self._recipients(mailing), self.names)
        self.mailer.company_ids = [Command.link(other.id)]
        self.assertEqual(self._recipients(mailing), self.names[1:])

    def test_company_without_warnings_starts_without(self):
        self.env.company.complaint_sale_warning = "off"
        form = Form(self.env["mailing.mailing"])
        self.assertFalse(form.is_complaint_left_out)
        self.env.company.complaint_sale_warning = "block"
        self.assertTrue(Form(self.env["mailing.mailing"]).is_complaint_left_out)

    def test_constant_queries(self):
        counts = []
        for number in (0, 1, 7):
            for _each in range(number):
                self._create_complaint()
            mailing = self._mailing("mailing.list", contact_list_ids=self.list.ids)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mailing.sudo()._get_remaining_recipients()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
