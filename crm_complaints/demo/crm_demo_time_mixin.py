# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from ..models.crm_complaint_reach_mixin import ANSWERED
from ..models.crm_satisfaction_rules import draw_number

# Working hours within which the demo company answers and solves, the slowest case.
HOURS_TO_ANSWER = 6
HOURS_TO_SOLVE = 46
TO_ACKNOWLEDGE = timedelta(minutes=10)


class CrmDemoTimeMixin(models.AbstractModel):
    """Cases of the past whose clocks ended then, and not on the day of loading."""

    _name = "crm.demo.time.mixin"
    _description = "Moments of the Demo Company's Complaints"

    @api.model
    def _file(self, values, opened):
        """Files a complaint as it came in at `opened`, acknowledged soon after."""
        company = self.env["res.company"].browse(values["company_id"])
        complaints = self.env["crm.complaint"].with_company(company)
        later = complaints.with_context(crm_acknowledge_later=True)
        case = later.create({**values, "date_opened": opened}).with_env(complaints.env)
        if case.date_acknowledge:
            case.sudo()._acknowledge_waiting(opened + TO_ACKNOWLEDGE)
        return case

    @api.model
    def _moment_of(self, case, about, most):
        """Up to `most` working hours after a case was opened, the same every time."""
        hours = 0.5 + draw_number(about, case.subject) * most
        moment = case._calendar().plan_hours(hours, case.date_opened)
        return min(moment or fields.Datetime.now(), fields.Datetime.now())

    @api.model
    def _settle(self, work, solution):
        """Solves a case as an agent, at the moment drawn for it."""
        answered = self._moment_of(work, "answered", HOURS_TO_ANSWER)
        solved = max(answered, self._moment_of(work, "solved", HOURS_TO_SOLVE))
        work.sudo()._meet_targets(ANSWERED, answered)
        work.sudo()._meet_targets(("solution",), solved)
        work.solution = solution
        work.sudo().date_solved = solved
        work.action_solve()
