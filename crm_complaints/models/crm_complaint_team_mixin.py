# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime


class CrmComplaintTeamMixin(models.AbstractModel):
    """What a team tells its customers: what it is for, and when it works."""

    _name = "crm.complaint.team.mixin"
    _description = "Words of a Complaint Team"

    intake_text = fields.Text(
        string="Words for Customers",
        translate=True,
        help="Shown beside the kind of case in the portal, and in the acknowledgement.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["crm.complaint.clock"].sudo()._mark_stale(
                Domain("team_id", "in", self.ids)
            )
        return result

    @api.model
    def _kind_words(self, company, kinds):
        """[(label of the kind, words)] of the company's teams with words."""
        teams = self.env["crm.complaint.team"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "!=", False),
                ("intake_text", "!=", False),
            ]
        )
        words = {team.kind: team.intake_text for team in teams.sorted(reverse=True)}
        return [(label, words[kind]) for kind, label in kinds if kind in words]

    def _next_opening(self, now=None):
        """When the team works again; nothing while it works, or always works."""
        calendar = self.resource_calendar_id
        now = now or fields.Datetime.now()
        if not calendar:
            return None
        start = fields.Datetime.context_timestamp(self.with_context(tz="UTC"), now)
        for days in (1, 21):
            spans = calendar._work_intervals_batch(start, start + timedelta(days=days))
            first = min((span[0] for span in spans[False]), default=None)
            if first:
                break
        if first is None or first <= start:
            return None
        return first.astimezone(UTC).replace(tzinfo=None)

    def _closed_words(self, now=None):
        """Said outside working hours, in the language of the reader."""
        opening = self._next_opening(now)
        if not opening:
            return ""
        zone = self.resource_calendar_id.tz
        day = format_datetime(
            self.env, opening, tz=zone, dt_format="EEEE, d MMMM y, HH:mm"
        )
        return self.env._("We are closed now and read it from %s on.", day)
