# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from .crm_complaint_turns import hold


class CrmComplaintRatingMixin(models.AbstractModel):
    """The customer's verdict: once per complaint, after it was solved."""

    _name = "crm.complaint.rating.mixin"
    _description = "Rating of a Complaint"

    is_rated = fields.Boolean(compute="_compute_is_rated")

    def _compute_is_rated(self):
        ratings = self.env["rating.rating"].sudo()
        groups = ratings._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("consumed", "=", True),
            ],
            ["res_id"],
        )
        rated = {res_id for (res_id,) in groups}
        for complaint in self:
            complaint.is_rated = complaint.id in rated

    def rating_apply(self, rate, token=None, rating=None, feedback=None, **options):
        self._check_may_be_rated()
        rating = super().rating_apply(
            rate, token=token, rating=rating, feedback=feedback, **options
        )
        self.invalidate_recordset(["is_rated"])
        if rate <= self.company_id.complaint_low_rating:
            self.sudo()._tell_unhappy(rating)
        return rating

    def _check_may_be_rated(self):
        self.ensure_one()
        hold(self)
        self.invalidate_recordset(["is_rated"])
        if self.is_rated:
            raise UserError(
                self.env._("%s was already rated. Thank you for that.", self.name)
            )
        if self.phase not in ("solved", "closed"):
            raise UserError(self.env._("%s can be rated when it is solved.", self.name))

    def _rate(self, rate, feedback="", partner=None):
        """The customer's verdict from the portal page: 1, 3 or 5; partner: whose it
        is, else the contact's."""
        self.ensure_one()
        if rate not in (1, 3, 5):
            raise UserError(self.env._("Choose one of the three faces."))
        self._check_may_be_rated()
        token = self._rating_get_access_token(partner or self.partner_id)
        return self.rating_apply(rate, token=token, feedback=feedback)

    def _tell_unhappy(self, rating):
        """The leader hears of it when the team works; called as superuser."""
        leader = self.team_id.user_id or self.user_id
        if leader:
            words = self._words_of_rating(rating)
            self._call_without_level("unhappy", leader, words)

    def _words_of_rating(self, rating):
        return self.env._(
            "Rated %(rate)s of 5: %(words)s",
            rate=int(rating.rating),
            words=rating.feedback or self.env._("no words"),
        )

    def _get_allowed_message_params(self):
        """A rating is given on its own, never slipped into a message."""
        return super()._get_allowed_message_params() - {"rating_value"}
