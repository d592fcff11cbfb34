# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ComplaintsCommon


@tagged("post_install", "-at_install")
class TestComplaintAttacks(ComplaintsCommon):
    """Detours that a review found, each as the person who would take it."""

    def setUp(self):
        super().setUp()
        self.complaint = self._create_complaint()
        self.other_team = self.team.copy(
            {
                "name": "Other",
                "sequence": 99,
                "member_ids": [Command.set(self.boris.ids)],
            }
        )
        self.foreign = self._create_complaint(user=self.boris)
        self.foreign.sudo().write(
            {"team_id": self.other_team.id, "user_id": self.boris.id}
        )

    def test_nobody_of_the_company_writes_the_customers_verdict(self):
        clerk = self._create_user("clerk_c", "base.group_user")
        values = {
            "res_model_id": self.env["ir.model"]._get_id("crm.complaint"),
            "res_id": self.complaint.id,
            "rating": 5,
            "consumed": True,
        }
        with self.assertRaisesRegex(AccessError, "the customer's alone"):
            self.env["rating.rating"].with_user(clerk).create(values)
        rating = self.env["rating.rating"].create({**values, "rating": 1})
        with self.assertRaisesRegex(AccessError, "the customer's alone"):
            rating.with_user(clerk).write({"rating": 5})

    def test_rows_stay_with_their_complaint(self):
        line = self.env["crm.complaint.line"].create(
            {"complaint_id": self.foreign.id, "product_id": self.product.id}
        )
        with self.assertRaisesRegex(AccessError, "merge or split"):
            line.with_user(self.boris).write({"complaint_id": self.complaint.id})
        cost = self.env["crm.complaint.cost"].create(
            {"complaint_id": self.foreign.id, "kind": "other", "amount": 50000}
        )
        with self.assertRaisesRegex(AccessError, "merge or split"):
            cost.with_user(self.boris).write({"complaint_id": self.complaint.id})

    def test_what_was_said_stays_after_closing(self):
        self._solve(self.complaint)
        self.complaint.action_close()
        for values in ({"solution": "Another"}, {"kind": "enquiry"}):
            with self.assertRaisesRegex(UserError, "Reopen it"):
                self.complaint.write(values)

    def test_service_sheet_goes_to_the_customers_people_only(self):
        stranger = self._create_partner("Gamma", "fred@gamma.test")
        kind = self.env["crm.complaint.service.kind"].search([], limit=1)
        service = self.env["crm.complaint.service"].create(
            {
                "complaint_id": self.complaint.id,
                "kind_id": kind.id,
                "user_id": self.anna.id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "not a contact"):
            service.partner_id = stranger

    def test_customer_does_not_read_how_much_an_agent_may_grant(self):
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal")
        company = self.env.company.with_user(portal)
        self.assertTrue(company.read(["name"]))
        for name in (
            "complaint_limit_agent",
            "complaint_limit_manager",
            "complaint_hour_cost",
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                company.read([name])

    def test_what_customers_say_is_read_by_who_reads_the_case(self):
        clerk = self._create_user("clerk_c", "base.group_user")
        values = {"rating": 1, "consumed": True, "feedback": "Rude driver"}
        kind = self.env["ir.model"]._get_id("crm.complaint")
        about = {"res_model_id": kind, "res_id": self.complaint.id}
        rating = self.env["rating.rating"].create({**values, **about})
        kind = self.env["ir.model"]._get_id("res.partner")
        about = {"res_model_id": kind, "res_id": self.contact.id}
        other = self.env["rating.rating"].create({**values, **about})
        both = rating | other
        where = [("id", "in", both.ids)]
        for user, seen in ((self.anna, both), (self.boris, other), (clerk, other)):
            own = both.browse().with_user(user)
            self.assertEqual(own.search(where).sudo(), seen)
            self.assertEqual(
                own._read_group(where, [], ["__count"]), [(len(seen),)], user.login
            )
        for user in (self.boris, clerk):
            self.assertTrue(other.with_user(user).read(["feedback"]))
            with self.assertRaisesRegex(AccessError, "who may read the complaint"):
                both.with_user(user).read(["feedback"])
