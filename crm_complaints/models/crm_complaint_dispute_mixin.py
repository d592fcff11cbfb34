# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own

# Through these the customer himself told us what happened.
TOLD_CHANNELS = ("portal", "mail", "web")


class CrmComplaintDisputeMixin(models.AbstractModel):
    """Disputes: what they are about, and telling the other party in time (S-309)."""

    _name = "crm.complaint.dispute.mixin"
    _description = "Disputes"

    date_event = fields.Date(
        string="Happened on", help="The day of the event that is complained about."
    )
    contract_ref = fields.Reference(
        selection=lambda self: self._selection_contract(),
        string="Contract",
        copy=False,
        help="The agreement that a dispute is about.",
    )
    date_tell_by = fields.Date(
        string="Tell the Other Party by",
        compute="_compute_date_tell_by",
        store=True,
        index="btree_not_null",
    )
    date_told = fields.Date(string="Other Party Told on", readonly=True, copy=False)
    is_told_late = fields.Boolean(
        string="Told too Late", compute="_compute_is_told_late", store=True
    )

    @api.depends("kind", "date_event", "date_opened")
    def _compute_date_tell_by(self):
        for complaint in self:
            days = timedelta(days=complaint.company_id.sudo().complaint_tell_days)
            event = complaint.date_event or complaint._day_there(complaint.date_opened)
            is_dispute = complaint.kind == "dispute" and event
            complaint.date_tell_by = event + days if is_dispute else False

    @api.depends("date_tell_by", "date_told")
    def _compute_is_told_late(self):
        for complaint in self:
            told, limit = complaint.date_told, complaint.date_tell_by
            complaint.is_told_late = bool(told and limit and told > limit)

    @api.model
    def _selection_contract(self):
        """Documents a dispute may be about: orders, and contracts where kept here."""
        models_ = [("sale.order", self.env._("Order"))]
        if "crm.contract" in self.env:
            models_.append(("crm.contract", self.env._("Contract")))
        return models_

    @api.constrains("contract_ref", "partner_id")
    def _check_contract_ref(self):
        for complaint in self.filtered("contract_ref"):
            document = complaint.sudo().contract_ref
            complaint.contract_ref.check_access("read")
            customer = complaint.partner_id.commercial_partner_id
            if document.partner_id.commercial_partner_id != customer:
                raise ValidationError(
                    self.env._(
                        "%(document)s is not a document of %(customer)s.",
                        document=document.display_name,
                        customer=customer.display_name,
                    )
                )

    def action_record_told(self):
        """The agent told the other party what happened."""
        self._record_told()

    def _record_told(self, day=None):
        self.check_access("write")
        now = fields.Datetime.now()
        for complaint in self.filtered(lambda c: not c.date_told):
            complaint.sudo().date_told = day or complaint._day_there(now)
            complaint.message_post(
                body=self.env._("The other party was told of the event.")
            )
            complaint.activity_unlink(["crm_complaints.mail_activity_type_tell"])

    def _day_there(self, moment):
        """The day of a moment in the time zone of the case's working hours."""
        if not moment:
            return False
        there = self.with_context(tz=self._zone())
        return fields.Datetime.context_timestamp(there, moment).date()

    def _welcome(self):
        result = super()._welcome()
        self.sudo()._tell_at_arrival()
        return result

    def _tell_at_arrival(self):
        """A customer who files himself is the party that told first."""
        for complaint in self:
            if complaint.kind == "dispute" and complaint.channel in TOLD_CHANNELS:
                complaint.date_told = complaint._day_there(complaint.date_opened)

    def _call_to_tell(self):
        agent = self.user_id or self.team_id.user_id
        self.activity_schedule(
            "crm_complaints.mail_activity_type_tell",
            date_deadline=self.date_tell_by,
            user_id=(agent or self.env.user).id,
        )

    @api.model
    def _cron_remind_tell(self, today=None):
        """The agent is reminded once, the day before the time is over or later."""
        today = today or fields.Date.context_today(self)
        due = self.env["crm.complaint"].search(
            Domain("date_tell_by", "<=", today + timedelta(days=1))
            & Domain("date_told", "=", False)
            & Domain("is_open", "=", True)
        )
        activity_type = self.env.ref("crm_complaints.mail_activity_type_tell")
        reminded = due.filtered(
            lambda c: activity_type in c.activity_ids.activity_type_id
        )
        each_on_its_own(due - reminded, "Events to tell", type(self)._call_to_tell)
