# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .crm_contract_amendment_rules import OPEN
from .crm_contract_rules import later_last_day, percent_amounts, renewed_until
from .crm_contract_states import RUNNING


class CrmContractRenewalMixin(models.AbstractModel):
    """The last day: warned of in time, renewed by agreement or by itself."""

    _name = "crm.contract.renewal.mixin"
    _description = "Renewal of Contracts"

    date_end = fields.Date()
    renewal = fields.Selection(
        selection=[
            ("none", "It ends"),
            ("ask", "Renewed by agreement"),
            ("auto", "Renewed by itself"),
        ],
        string="At the End",
        default="ask",
        required=True,
        tracking=True,
    )
    renewal_months = fields.Integer(string="Renewed for Months", default=12)
    notice_days = fields.Integer(
        string="Warn Days Before",
        default=30,
        help="So many days before the last day the responsible person is warned.",
    )
    date_notice = fields.Date(
        string="Warn on", compute="_compute_date_notice", store=True
    )
    date_warned = fields.Date(string="Warned on", readonly=True, copy=False)
    date_expired = fields.Date(string="Found Expired on", readonly=True, copy=False)
    renewed_from_id = fields.Many2one(
        comodel_name="crm.contract",
        string="Renews",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    successor_ids = fields.One2many(
        comodel_name="crm.contract",
        inverse_name="renewed_from_id",
        string="Renewed by",
        readonly=True,
    )

    _renewal_positive = models.Constraint(
        "CHECK (notice_days >= 0 AND renewal_months > 0)",
        "Days of notice are not negative, and a renewal lasts a month at least.",
    )

    @api.depends("date_end", "notice_days")
    def _compute_date_notice(self):
        for contract in self:
            end = contract.date_end
            contract.date_notice = end and end - timedelta(days=contract.notice_days)

    def write(self, vals):
        """Another last day is warned of anew."""
        result = super().write(vals)
        if "date_end" in vals or "notice_days" in vals:
            told = self.filtered(lambda c: c.date_warned or c.date_expired)
            told.sudo().write({"date_warned": False, "date_expired": False})
        return result

    def action_open_renew(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_renew_action"
        )
        action["context"] = {"default_contract_id": self.id}
        return action

    def action_open_stop_renewal(self):
        return self._open_step("stop_renewal")

    def _next_last_day(self):
        """Last day after one renewal, counted from the last day now."""
        self.ensure_one()
        base = self.date_end or self.env["crm.customer"]._today(self.company_id)
        return later_last_day(base, self.renewal_months)

    def _stop_renewal(self, reason):
        """The contract ends on its last day instead of being renewed by itself."""
        self.ensure_one()
        self.check_access("write")
        self._check_state(RUNNING)
        self._check_reason(reason)
        self.sudo().renewal = "none"
        self._log_event("renewal_stopped", description=reason)

    def _renew_by_amendment(self, date_end, percent):
        """A draft amendment with a later last day and prices changed by so much %."""
        self.ensure_one()
        if self.date_end and date_end <= self.date_end:
            raise UserError(
                self.env._(
                    "%(contract)s ends on %(day)s; renew it until a later day.",
                    contract=self.display_name,
                    day=format_date(self.env, self.date_end),
                )
            )
        amendment = self._create_amendment(
            date_end=date_end,
            reason=self.env._("Renewal until %s", format_date(self.env, date_end)),
        )
        for line in amendment.line_ids if percent else ():
            line.price_unit = line.price_unit * (1 + percent / 100)
        return amendment

    def _renew_by_contract(self, date_start, date_end, percent):
        """A draft contract for the next period; plan and prices follow the old ones."""
        self.ensure_one()
        self.check_access("write")
        self._check_state((*RUNNING, "closed"))
        if date_end < date_start:
            raise UserError(self.env._("The last day is before the first."))
        renewed = self.copy({"date_start": date_start, "date_end": date_end})
        renewed.sudo().write({"renewed_from_id": self.id})
        for line in renewed.line_ids if percent else ():
            line.price_unit = line.price_unit * (1 + percent / 100)
        moved = date_start - self.date_start if self.date_start else timedelta()
        renewed._rescale_plan(self.amount_total, moved)
        self._log_event("renewed", description=renewed.name)
        return renewed

    def _rescale_plan(self, amount_before, moved):
        """Instalments keep their share of the amount; fixed days move along."""
        rows = self.instalment_ids.filtered(lambda i: not i.percent)
        if amount_before and self.amount_total != amount_before:
            amounts = percent_amounts(
                self.amount_total,
                [100 * row.amount / amount_before for row in rows],
                self.currency_id.decimal_places,
            )
            for row, amount in zip(rows, amounts, strict=True):
                row.amount = amount
        for row in self.instalment_ids.filtered("date_fixed") if moved else ():
            row.date_fixed += moved

    def _renew_by_itself(self, today):
        """Moves the last day on by whole periods until it is not past any more."""
        for contract in self.sudo():
            before = contract.date_end
            contract._ensure_first_version()
            contract.write(
                {
                    "date_end": renewed_until(before, contract.renewal_months, today),
                    "version": contract.version + 1,
                }
            )
            contract._file_version(date=before + timedelta(days=1))
            contract._log_event(
                "renewed", description=format_date(self.env, contract.date_end)
            )

    def _warn_expiry(self, today):
        """One activity and one event for each contract that ends soon."""
        for contract in self.sudo():
            contract.date_warned = today
            contract._log_event(
                "expiring", description=format_date(self.env, contract.date_end)
            )
            contract._ask_about_end(
                self.env._("%s ends soon: renew it or let it end", contract.name)
            )

    def _note_expired(self, today):
        for contract in self.sudo():
            contract.date_expired = today
            contract._log_event(
                "expired", description=format_date(self.env, contract.date_end)
            )
            contract._ask_about_end(
                self.env._("%s has ended: close it or renew it", contract.name)
            )

    def _ask_about_end(self, summary):
        user = self.responsible_id or self.user_id
        if user.active:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.date_end,
                summary=summary,
                user_id=user.id,
            )

    @api.model
    def _watch_end(self, today, batch=200, company=None):
        """One batch of what ends: renewed, warned of, or noted; returns how many."""
        running = [("state", "in", RUNNING), ("date_end", "!=", False)]
        if company:
            running.append(("company_id", "=", company.id))
        late = [*running, ("date_end", "<", today)]
        soon = [*running, ("date_notice", "<=", today), ("date_end", ">=", today)]
        # an amendment under way decides about the last day itself
        calm = [("amendment_ids", "not any", [("state", "in", OPEN)])]
        auto = [*late, *calm, ("renewal", "=", "auto"), ("state", "=", "effective")]
        for domain, method in (
            (auto, "_renew_by_itself"),
            ([*soon, ("date_warned", "=", False)], "_warn_expiry"),
            ([*late, ("date_expired", "=", False)], "_note_expired"),
        ):
            contracts = self.search(domain, limit=batch, order="id")
            if contracts:
                getattr(contracts, method)(today)
                return len(contracts)
        return 0

    @api.model
    def _cron_watch_end(self, today=None):
        """Nightly, in batches that are committed; a killed run goes on where it was.

        Each company by its own calendar day; a fault of one keeps no other from it.
        """
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            day = today or self.env["crm.customer"]._today(company)
            done = 1
            while done:
                done = 0
                with company._on_its_own("End of contracts"):
                    done = self._watch_end(day, company=company)
                if not self.env["ir.cron"]._commit_progress(done):
                    return
