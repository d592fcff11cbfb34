# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ComplaintsCommon

CLAIMS = SQL(
    """
CREATE TABLE crm_claim (
    id serial PRIMARY KEY, code varchar, name varchar, description text,
    partner_id int, email_from varchar, user_id int, company_id int, date timestamp,
    date_closed timestamp, resolution text)
"""
)
TICKETS = SQL(
    """
CREATE TABLE helpdesk_ticket (
    id serial PRIMARY KEY, number varchar, name varchar, description text,
    partner_id int, partner_email varchar, user_id int, company_id int,
    create_date timestamp, closed_date timestamp)
"""
)


@tagged("post_install", "-at_install")
class TestComplaintImport(ComplaintsCommon):
    def _import(self, source, user=None):
        wizard = self.env["crm.complaint.import"].with_user(user or self.mona)
        wizard = wizard.create({"source": source, "company_id": self.company.id})
        wizard.action_import()
        return wizard

    def _imported(self, source):
        return self.env["crm.complaint"].search(
            [("import_ref", "=like", f"{source},%")], order="id"
        )

    def _create_claims(self):
        self.env.execute_query(CLAIMS)
        self.env.execute_query(
            SQL(
                """
INSERT INTO crm_claim (code, name, description, partner_id, email_from, user_id, date,
                       date_closed, resolution)
VALUES ('C7', 'Late', 'Two days late', %(partner)s, NULL, %(user)s,
        '2025-01-05 08:00', '2025-01-09 10:00', 'Apologised'),
       ('C8', 'Torn', 'Torn bags', NULL, 'new@customer.test', NULL,
        '2025-02-05 08:00', NULL, NULL),
       ('C9', 'Nobody', 'No sender', NULL, NULL, NULL, '2025-02-06 08:00', NULL, NULL)
RETURNING id
""",
                partner=self.contact.id,
                user=self.anna.id,
            )
        )

    def test_claims_keep_customer_dates_and_texts(self):
        self._create_claims()
        wizard = self._import("crm_claim")
        self.assertEqual((wizard.case_count, wizard.done_count), (3, 2))
        self.assertEqual(wizard.left_ids, "3")
        late, torn = self._imported("crm_claim")
        self.assertEqual(late.subject, "C7 Late")
        self.assertEqual((late.customer_id, late.user_id), (self.customer, self.anna))
        self.assertEqual(str(late.date_opened), "2025-01-05 08:00:00")
        self.assertEqual(str(late.date_closed), "2025-01-09 10:00:00")
        self.assertEqual((late.phase, late.solution), ("closed", "Apologised"))
        self.assertEqual(torn.partner_id.email, "new@customer.test")
        self.assertEqual(torn.phase, "work")

    def test_open_case_goes_to_somebody_who_can_work_it(self):
        """Sally has no right to complaints; what she closed stays hers."""
        self._create_claims()
        self.env.execute_query(
            SQL("UPDATE crm_claim SET user_id = %s RETURNING id", self.sally.id)
        )
        self._import("crm_claim")
        late, torn = self._imported("crm_claim")
        self.assertEqual((late.phase, late.user_id), ("closed", self.sally))
        self.assertEqual((torn.phase, torn.user_id), ("work", self.anna))

    def test_nobody_is_written_to_and_nothing_is_promised(self):
        self._create_claims()
        mails = self.env["mail.mail"].search_count([])
        self._import("crm_claim")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(self._imported("crm_claim").clock_ids)

    def test_second_run_makes_nothing_twice(self):
        self._create_claims()
        self._import("crm_claim")
        self.assertEqual(self._import("crm_claim").done_count, 0)
        self.assertEqual(len(self._imported("crm_claim")), 2)

    def test_tickets_without_markup(self):
        self.env.execute_query(TICKETS)
        self.env.execute_query(
            SQL(
                """
INSERT INTO helpdesk_ticket (number, name, description, partner_id, create_date)
VALUES ('HT1', 'Moist', '<p>Too <b>moist</b></p>', %s, '2025-03-01 00:00')
RETURNING id
""",
                self.contact.id,
            )
        )
        self._import("helpdesk_ticket")
        ticket = self._imported("helpdesk_ticket")
        self.assertEqual(ticket.description, "Too *moist*")

    def test_without_table_the_way_out_is_told(self):
        with self.assertRaisesRegex(UserError, "no table helpdesk_ticket"):
            self._import("helpdesk_ticket")

    def test_managers_only(self):
        with self.assertRaises(AccessError):
            self._import("crm_claim", user=self.anna)
