# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmDayQualificationMixin(models.AbstractModel):
    """What qualifications ask of somebody today; decisions wait among the approvals."""

    _name = "crm.day.qualification.mixin"
    _description = "Things to Do about Qualifications"
    _inherit = ["crm.day.kinds.mixin"]

    @api.model
    def _day_kinds(self, users):
        return super()._day_kinds(users) + [
            self._day_assessments(users),
            self._day_hand_ins(users),
            self._day_repeats(users),
        ]

    def _day_assessments(self, users):
        return self._kind(
            "assessment",
            self.env._("Customers to assess"),
            "fa-check-square-o",
            "crm.qualification.part",
            Domain("user_id", "in", users.ids)
            & Domain("state", "=", "draft")
            & Domain("is_done", "=", False),
            date="date_due",
            user="user_id",
        )

    def _day_hand_ins(self, users):
        """Every section is finished: the responsible person hands it in."""
        return self._kind(
            "qualification",
            self.env._("Qualifications to hand in"),
            "fa-gavel",
            "crm.qualification",
            Domain("user_id", "in", users.ids)
            & Domain("state", "=", "draft")
            & Domain("progress", ">=", 100),
            date="date_due",
            user="user_id",
        )

    def _day_repeats(self, users):
        return self._kind(
            "requalification",
            self.env._("Qualifications to repeat"),
            "fa-repeat",
            "crm.qualification",
            Domain("customer_id.user_id", "in", users.ids)
            & Domain("is_current", "=", True)
            & Domain("date_remind", "<=", self._day_today()),
            date="date_until",
        )
