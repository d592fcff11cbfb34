# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestCompensationRaces(BaseCase):
    """Real transactions side by side; what they write is taken back at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self._remove)
        with self._transaction() as env:
            partners = env["res.partner"].create(
                [{"name": f"Race C{n}", "is_company": True} for n in range(2)]
            )
            complaints = env["crm.complaint"].create(
                [
                    {"partner_id": partner.id, "description": "Race"}
                    for partner in partners
                ]
            )
            self.budget_id = (
                env["crm.complaint.budget"]
                .create({"amount": 100.0, "period": "month"})
                .id
            )
            self.offer_ids = [
                self._propose(env, complaint).id for complaint in complaints
            ]

    def _propose(self, env, complaint):
        return env["crm.complaint.compensation"].create(
            {
                "complaint_id": complaint.id,
                "kind": "goodwill",
                "note": "Race",
                "amount": 60.0,
            }
        )

    def _transaction(self):
        return _Transaction(self.registry)

    def _remove(self):
        with self._transaction() as env:
            partners = env["res.partner"].search([("name", "=like", "Race C%")])
            rows = env["crm.complaint.compensation"].search(
                [("complaint_id.partner_id", "in", partners.ids)]
            )
            complaints = env["crm.complaint"].search(
                [("partner_id", "in", partners.ids)]
            )
            approvals = rows.approval_ids
            for records in (approvals, rows, complaints):
                env.cr.execute(
                    f"DELETE FROM {records._table} WHERE id = ANY(%s)",  # noqa: S608
                    (records.ids,),
                )
            env.invalidate_all()
            env["crm.complaint.budget"].browse(self.budget_id).unlink()
            env["crm.customer"].search([("partner_id", "in", partners.ids)]).unlink()
            partners.unlink()

    def _offer(self, env, offer_id):
        offer = env["crm.complaint.compensation"].browse(offer_id)
        offer.action_offer()
        return offer.state

    def test_two_offers_at_once_do_not_exceed_a_budget(self):
        """60 and 60 of 100: the second starts again and is asked about."""
        with self._transaction() as loser:
            loser["crm.complaint.budget"].browse(self.budget_id).mapped("amount_used")
            with self._transaction() as winner:
                self.assertEqual(self._offer(winner, self.offer_ids[0]), "offered")
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                self._offer(loser, self.offer_ids[1])
            loser.cr.rollback()
        with self._transaction() as again:
            self.assertEqual(self._offer(again, self.offer_ids[1]), "waiting")

    def test_two_answers_at_once_leave_one(self):
        with self._transaction() as env:
            self._offer(env, self.offer_ids[0])
        with self._transaction() as first:
            offer = first["crm.complaint.compensation"].browse(self.offer_ids[0])
            offer._lock()
            with self._transaction() as second:
                other = second["crm.complaint.compensation"].browse(offer.id)
                with self.assertRaisesRegex(UserError, "by somebody else"):
                    other._refuse(other.complaint_id.partner_id, "No")

    def test_two_colleagues_at_one_case_leave_one(self):
        """Stage, hand-over, escalation and rating: the second reads whose case it is
        and that somebody else has it, not the words of the database."""
        with self._transaction() as first:
            complaint = first["crm.complaint.compensation"].browse(self.offer_ids[0])
            complaint = complaint.complaint_id
            complaint.action_take()
            with self._transaction() as second:
                other = second["crm.complaint"].browse(complaint.id)
                steps = (
                    other.action_take,
                    lambda: other._hand_over(other.team_id, second.user, "Mine"),
                    lambda: other._climb_by_hand("Now", "manual"),
                    lambda: other._split(other.line_ids, "Two"),
                    lambda: other._customer_escalates("Nobody answers me at all"),
                )
                words = f"{other.name}.*is being changed by somebody else"
                for step in steps:
                    with self.assertRaisesRegex(UserError, words):
                        step()

    def test_a_right_is_reserved_by_one_quotation(self):
        with self._transaction() as env:
            offer = env["crm.complaint.compensation"].browse(self.offer_ids[0])
            right = env["crm.complaint.discount"].create(
                {
                    "compensation_id": offer.id,
                    "company_id": offer.company_id.id,
                    "customer_id": offer.customer_id.id,
                    "currency_id": offer.currency_id.id,
                    "amount": 10.0,
                    "date_end": "2099-12-31",
                }
            )
            right_id = right.id
        try:
            with self._transaction() as first:
                first["crm.complaint.discount"].browse(right_id)._lock()
                with self._transaction() as second:
                    right = second["crm.complaint.discount"].browse(right_id)
                    order = second["sale.order"].new(
                        {"partner_id": right.customer_id.partner_id.id}
                    )
                    with self.assertRaisesRegex(UserError, "by somebody else"):
                        right._reserve(order)
        finally:
            with self._transaction() as env:
                env["crm.complaint.discount"].browse(right_id).unlink()


class _Transaction:
    """A cursor of its own as superuser, committed at the end unless it failed."""

    def __init__(self, registry):
        self.registry = registry

    def __enter__(self):
        self.cr = self.registry.cursor()
        return api.Environment(self.cr, SUPERUSER_ID, {"tracking_disable": True})

    def __exit__(self, error, *details):
        if error is None:
            self.cr.commit()  # pylint: disable=invalid-commit
        self.cr.close()
