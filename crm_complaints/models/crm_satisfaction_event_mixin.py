# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_jobs import each_on_its_own

# An event that was missed for so long is not asked about any more.
EVENT_WINDOW_DAYS = 7


class CrmSatisfactionEventMixin(models.AbstractModel):
    """Asks after an event: a closed case, an order, a delivery, a visit."""

    _name = "crm.satisfaction.event.mixin"
    _description = "Events of a Survey"

    trigger = fields.Selection(
        selection=[
            ("case", "Case closed"),
            ("order", "Order confirmed"),
            ("delivery", "Order delivered"),
            ("visit", "Visit done"),
        ],
        string="After",
        default="case",
        help="Without the inventory app an order counts as delivered on its "
        "promised day, else on its own.",
    )
    case_kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        string="Only Cases of Kind",
    )
    delay_days = fields.Integer(string="Days after It", default=1)
    throttle_days = fields.Integer(
        string="Ask a Contact Every (Days) at Most",
        default=90,
        help="Counted over all surveys of the company.",
    )
    skip_weekends = fields.Boolean(
        string="Not at Weekends",
        default=True,
        help="Invitations due on Saturday or Sunday go out on Monday.",
    )

    _event_days_positive = models.Constraint(
        "CHECK (delay_days >= 0 AND throttle_days >= 0)",
        "Days cannot be negative.",
    )

    def _collect(self, now):
        """Plans an invitation for each event that became due; returns them."""
        self.ensure_one()
        start = fields.Datetime.to_datetime(self.date_start)
        last = now - timedelta(days=self.delay_days)
        first = max(last - timedelta(days=EVENT_WINDOW_DAYS), start)
        field, events = getattr(self, f"_events_of_{self.trigger}")(first, last)
        if not events:
            return self.env["crm.satisfaction.invitation"]
        known = self.env["crm.satisfaction.invitation"].search(
            [("survey_id", "=", self.id), (field, "in", events.ids)]
        )
        fresh = events - known[field]
        rows = self._event_rows(field, fresh.sorted("id"))
        return self.env["crm.satisfaction.invitation"]._invite(self, rows)

    def _event_rows(self, field, events):
        """Values of invitations; who was asked lately is noted and left in peace."""
        people = {event: self._event_partner(event) for event in events}
        partners = self.env["res.partner"].union(*people.values())
        busy = self._asked_lately(partners)
        accounts = (
            self.env["crm.customer"]
            .search(
                [
                    ("partner_id", "in", partners.commercial_partner_id.ids),
                    ("company_id", "=", self.company_id.id),
                ]
            )
            .grouped("partner_id")
        )
        rows = []
        for event, partner in people.items():
            account = accounts.get(partner.commercial_partner_id)
            if not account:
                continue
            row = {"customer_id": account.id, "partner_id": partner.id}
            row[field] = event.id
            if partner in busy and self.throttle_days:
                row.update(state="skipped", skip_reason="throttle")
            busy |= partner
            rows.append(row)
        return rows

    def _asked_lately(self, partners):
        """Contacts who were asked by any survey within the throttle."""
        since = fields.Datetime.now() - timedelta(days=self.throttle_days)
        groups = self.env["crm.satisfaction.invitation"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "in", partners.ids),
                ("state", "!=", "skipped"),
                ("date_planned", ">", since),
            ],
            [],
            ["partner_id:recordset"],
        )
        return groups[0][0]

    @api.model
    def _event_partner(self, event):
        if event._name == "crm.customer.visit":
            return event.contact_ids[:1] or event.partner_id
        return event.partner_id

    def _events_of_case(self, first, last):
        domain = self._between("date_closed", first, last) & Domain(
            "phase", "=", "closed"
        )
        if self.case_kind:
            domain &= Domain("kind", "=", self.case_kind)
        return "complaint_id", self.env["crm.complaint"].search(domain)

    def _events_of_order(self, first, last):
        domain = self._between("date_order", first, last)
        return "order_id", self.env["sale.order"].search(domain & self._ordered())

    def _events_of_delivery(self, first, last):
        orders = self.env["sale.order"]
        if "effective_date" in orders._fields:
            delivered = self._between("effective_date", first, last)
        else:
            delivered = self._between("commitment_date", first, last) | (
                Domain("commitment_date", "=", False)
                & self._between("date_order", first, last)
            )
        return "order_id", orders.search(delivered & self._ordered())

    def _events_of_visit(self, first, last):
        domain = self._between("date_done", first, last)
        return "visit_id", self.env["crm.customer.visit"].search(
            domain & Domain("state", "in", ("done", "reviewed"))
        )

    @api.model
    def _ordered(self):
        """Orders the customer gave; goods sent again belong to their complaint."""
        return Domain("state", "=", "sale") & Domain("is_gratis", "=", False)

    def _between(self, name, first, last):
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain(name, ">", first)
            & Domain(name, "<=", last)
        )

    def _may_send(self, now):
        """Whether invitations go out at this moment (naive UTC) in the company."""
        self.ensure_one()
        calendar = self.company_id.resource_calendar_id
        zone = calendar.tz or self.company_id.partner_id.tz or "UTC"
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), now)
        return not (self.skip_weekends and local.weekday() >= 5)

    def _send_all(self, now, batch):
        """Sends what waits; returns False when the time of the job is over."""
        domain = [
            ("survey_id", "=", self.id),
            ("state", "=", "waiting"),
            ("date_planned", "<=", now),
        ]
        return self._in_batches(domain, batch, lambda sheet: sheet._send(now))

    def _in_batches(self, domain, batch, step):
        """Does a step for each invitation once; those that fail wait for the next run.

        Returns False when the time of the job is over.
        """
        invitations = self.env["crm.satisfaction.invitation"]
        failed = invitations
        waiting = invitations.search(domain, limit=batch)
        while found := waiting.try_lock_for_update():
            failed |= each_on_its_own(found, "Surveys", step)
            if not self.env["ir.cron"]._commit_progress(len(found), remaining=1):
                return False
            waiting = invitations.search(
                Domain(domain) & Domain("id", "not in", failed.ids), limit=batch
            )
        return True

    def _send_letters(self, now, batch):
        domain = [
            ("survey_id", "=", self.id),
            ("date_letter", "=", False),
            ("date_sent", "!=", False),
        ]
        return self._in_batches(domain, batch, lambda sheet: sheet._send_letter(now))

    @api.model
    def _cron_run(self, batch=50, now=None):
        """Finds events, sends invitations, reminders and letters.

        Killed at any time it goes on where it was: each mail is stamped in the
        transaction that queues it.
        """
        cron, now = self.env["ir.cron"], now or fields.Datetime.now()
        for survey in self.search([("state", "=", "running")]):
            survey = survey.with_company(survey.company_id)
            if survey.date_end and survey.date_end < now.date():
                continue
            if survey.kind == "event":
                each_on_its_own(survey, "Surveys", lambda s: s._collect(now))
            if survey._may_send(now) and not (
                survey._send_all(now, batch) and survey._remind_all(now, batch)
            ):
                return
        for survey in self.search([("date_letter", "!=", False)]):
            if not survey._send_letters(now, batch):
                return
        cron._commit_progress(remaining=0)
