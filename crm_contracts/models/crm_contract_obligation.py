# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from . import crm_contract_obligation_rules as rules
from .crm_contract_states import COLLECTING

TRIGGERS = [
    ("date", "On a fixed date"),
    ("signing", "After signing"),
    ("acceptance", "After acceptance"),
    ("receipt", "After an instalment is paid"),
    ("obligation", "After another obligation"),
]
OBLIGORS = [("customer", "Customer"), ("company", "Our Company"), ("both", "Both")]
UNITS = [("hour", "Hours"), ("day", "Days"), ("month", "Months")]


class CrmContractObligation(models.Model):
    """What a party has to do besides paying, until when, and the proof that it did.

    A new trigger is a value of `trigger` and a method `_base_<trigger>`.
    """

    _name = "crm.contract.obligation"
    _description = "Obligation of a Contract"
    _inherit = ["crm.contract.obligation.time.mixin", "crm.contract.part.mixin"]
    _order = "date_due, contract_id, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {"date_due", "is_late", "proof_ids", "state"}
        | {"date_done", "done_by_id", "done_note", "is_told", "is_waived"}
    )
    _free_fields = frozenset({"user_id", "sequence"})

    # what and who
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Obligation", required=True)
    description = fields.Text(help="Printed on the contract below the obligation.")
    obligor = fields.Selection(
        selection=OBLIGORS, string="Who", required=True, default="company"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Followed by",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        help="Does it, or sees to it that the customer does.",
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    needs_proof = fields.Boolean(
        string="Proof Needed", help="It is done only with a document that shows it."
    )

    # when
    trigger = fields.Selection(
        selection=TRIGGERS, required=True, default="signing", string="From"
    )
    delay = fields.Integer(string="Within")
    unit = fields.Selection(selection=UNITS, required=True, default="day")
    date_fixed = fields.Date(string="Fixed Date")
    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment",
        domain="[('contract_id', '=', contract_id)]",
        index=True,
        ondelete="cascade",
        copy=False,
    )
    after_id = fields.Many2one(
        comodel_name="crm.contract.obligation",
        domain="[('contract_id', '=', contract_id), ('id', '!=', id)]",
        index=True,
        ondelete="cascade",
        copy=False,
    )
    date_due = fields.Datetime(
        string="Until",
        compute="_compute_date_due",
        store=True,
        index=True,
        help="Empty while the event has not happened.",
    )

    # done
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("due", "To Do"),
            ("done", "Done"),
            ("waived", "Waived"),
            ("void", "Void"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        string="Status",
    )
    is_late = fields.Boolean(string="Too Late", compute="_compute_is_late", store=True)
    date_done = fields.Datetime(string="Done", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Recorded by", readonly=True, copy=False
    )
    done_note = fields.Char(string="Note", readonly=True, copy=False)
    proof_ids = fields.Many2many(
        comodel_name="ir.attachment", readonly=True, copy=False
    )
    is_waived = fields.Boolean(readonly=True, copy=False)
    is_told = fields.Boolean(readonly=True, copy=False)

    _delay_positive = models.Constraint(
        "CHECK (delay >= 0)", "An obligation is due after its event, not before."
    )
    _date_given = models.Constraint(
        "CHECK (trigger != 'date' OR date_fixed IS NOT NULL)",
        "An obligation on a fixed date needs the date.",
    )

    @api.depends("contract_id.user_id")
    def _compute_user_id(self):
        for line in self.filtered(lambda o: not o.user_id):
            line.user_id = line.contract_id.user_id

    @api.depends(
        "trigger",
        "delay",
        "unit",
        "date_fixed",
        "instalment_id.state",
        "after_id.date_done",
        "contract_id.date_signed",
        "contract_id.signed_on",
        "contract_id.date_accepted",
    )
    def _compute_date_due(self):
        for line in self:
            zone = line.company_id.resource_calendar_id.tz or "UTC"
            base = getattr(line, f"_base_{line.trigger}")(zone)
            delay = 0 if line.trigger == "date" else line.delay
            unit = "day" if line.trigger == "date" else line.unit
            line.date_due = rules.obligation_due(base or None, delay, unit, zone)

    @api.depends("date_due", "date_done", "is_waived", "contract_id.state")
    def _compute_state(self):
        for line in self:
            state = "waiting"
            if line.date_done:
                state = "waived" if line.is_waived else "done"
            elif line.contract_id.state == "terminated":
                state = "void"
            elif line.date_due and line.contract_id.state in COLLECTING:
                state = "due"
            line.state = state

    @api.depends("state", "date_due", "date_done")
    def _compute_is_late(self):
        """Late is what is not done in time; the hourly job asks again."""
        now = fields.Datetime.now()
        for line in self:
            end = line.date_done if line.state == "done" else now
            line.is_late = bool(
                line.state in ("due", "done") and line.date_due and end > line.date_due
            )

    @api.constrains("trigger", "instalment_id", "after_id", "contract_id")
    def _check_trigger(self):
        for line in self:
            source = line.instalment_id if line.trigger == "receipt" else line.after_id
            if line.trigger in ("receipt", "obligation") and (
                not source or source.contract_id != line.contract_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(obligation)s: choose the instalment or the obligation of "
                        "the same contract that it follows.",
                        obligation=line.name,
                    )
                )
        if self._has_cycle("after_id"):
            raise ValidationError(
                self.env._("Obligations cannot wait for each other in a circle.")
            )

    def action_open_done(self):
        return self._open_step("done")

    def action_open_waive(self):
        return self._open_step("waive")

    def action_open_undo(self):
        return self._open_step("undo")

    def action_open_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.contract_id.id,
            "views": [(False, "form")],
        }

    def _open_step(self, step):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_obligation_step_action"
        )
        action["context"] = {"default_obligation_id": self.id, "default_step": step}
        return action

    def _fulfil(self, moment, note="", proof=None):
        """Records that it was done, by whom the contract is theirs or who follows it.

        moment: when it was done, not in the future; proof: documents that show it
        """
        self.ensure_one()
        self._check_follower()
        self._check_open()
        if moment > fields.Datetime.now():
            raise UserError(self.env._("%s was not done in the future.", self.name))
        foreign = (
            (proof or self.env["ir.attachment"])
            .sudo()
            .filtered(lambda file: file.create_uid != self.env.user)
        )
        if foreign:
            raise AccessError(
                self.env._(
                    "%s: add files of your own as proof, not those of other documents.",
                    self.name,
                )
            )
        if self.needs_proof and not proof:
            raise UserError(
                self.env._(
                    "%s is done with a document that shows it: add the proof.",
                    self.name,
                )
            )
        self._finish(moment, note, proof=proof)
        self.contract_id._log_event("obligation_done", description=self.name)

    def _waive(self, reason):
        self.ensure_one()
        self.contract_id._check_manager()
        self.contract_id._check_reason(reason)
        self._check_open()
        self._finish(fields.Datetime.now(), reason, waived=True)
        self.contract_id._log_event(
            "obligation_waived", description=f"{self.name}: {reason}"
        )

    def _undo(self, reason):
        """What was recorded wrongly is open again; the event log keeps both."""
        self.ensure_one()
        self.contract_id._check_manager()
        self.contract_id._check_reason(reason)
        self.sudo().write({"date_done": False, "is_waived": False, "is_told": False})
        self.contract_id._log_event(
            "obligation_reopened", description=f"{self.name}: {reason}"
        )

    def _finish(self, moment, note, proof=None, waived=False):
        self.lock_for_update()
        proof = (proof or self.env["ir.attachment"]).sudo()
        proof.write({"res_model": self._name, "res_id": self.id})
        self.sudo().write(
            {
                "date_done": moment,
                "done_by_id": self.env.uid,
                "done_note": note,
                "is_waived": waived,
                "proof_ids": [fields.Command.link(file.id) for file in proof],
            }
        )

    def _check_follower(self):
        self.check_access("read")
        if self.user_id != self.env.user:
            self.contract_id.check_access("write")

    def _check_open(self):
        if self.state != "due":
            raise UserError(
                self.env._(
                    "%(obligation)s of %(contract)s is not open: it waits for its "
                    "event, or was answered already.",
                    obligation=self.name,
                    contract=self.contract_id.display_name,
                )
            )

    @api.model
    def _mark_late(self, now=None):
        now = now or fields.Datetime.now()
        late = self.search(
            [("state", "=", "due"), ("is_late", "=", False), ("date_due", "<", now)]
        )
        late.sudo().is_late = True
        self._log_late(late)

    @api.model
    def _tell_followers(self, batch):
        """One activity for each obligation that has begun; returns told and left."""
        untold = self.search([("state", "=", "due"), ("is_told", "=", False)])
        for line in untold[:batch]:
            line.contract_id.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=line.date_due.date(),
                summary=line.name,
                user_id=(line.user_id or line.contract_id.user_id).id or self.env.uid,
            )
        untold[:batch].sudo().is_told = True
        return len(untold[:batch]), max(len(untold) - batch, 0)

    @api.model
    def _log_late(self, late):
        self.env["crm.contract.event"].sudo().create(
            [
                {
                    "contract_id": line.contract_id.id,
                    "kind": "obligation_late",
                    "user_id": self.env.uid,
                    "description": line.name,
                }
                for line in late
            ]
        )

    @api.model
    def _cron_follow(self, batch=500):
        """Hourly: what is past its time is late; who follows it is told once."""
        self._mark_late()
        told, left = self._tell_followers(batch)
        self.env["ir.cron"]._commit_progress(told, remaining=left)
