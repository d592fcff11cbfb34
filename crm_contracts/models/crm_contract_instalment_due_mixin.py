# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .crm_contract_rules import due_date


class CrmContractInstalmentDueMixin(models.AbstractModel):
    """When an instalment falls due: so many days after what.

    A new trigger is a value of `trigger`, a method `_due_base_<trigger>` that returns
    the day of the event (False while it has not happened), a phrase in
    `_trigger_words`, and the fields it reads in the dependencies of `date_due`.
    """

    _name = "crm.contract.instalment.due.mixin"
    _description = "Due Date of an Instalment"

    trigger = fields.Selection(
        selection=[
            ("date", "On a fixed date"),
            ("signing", "After signing"),
            ("order", "After the first order"),
            ("delivery", "After the whole delivery"),
            ("acceptance", "After acceptance"),
            ("invoice", "After its invoice"),
            ("payment", "After the instalment before is paid"),
            ("milestone", "After a milestone"),
        ],
        required=True,
        default="signing",
        string="Falls Due",
    )
    days = fields.Integer()
    date_fixed = fields.Date()
    milestone_id = fields.Many2one(
        comodel_name="crm.contract.milestone",
        domain="[('contract_id', '=', contract_id)]",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The event of the contract after which the payment is due.",
    )
    invoice_line_ids = fields.One2many(
        comodel_name="account.move.line",
        inverse_name="crm_contract_instalment_id",
        string="Invoice Lines",
        readonly=True,
        copy=False,
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    date_due = fields.Date(
        string="Due Date",
        compute="_compute_date_due",
        store=True,
        help="Empty while the event has not happened.",
    )

    @api.depends(
        "trigger",
        "days",
        "date_fixed",
        "date_released",
        "milestone_id.date_reached",
        "sequence",
        "invoice_line_ids.parent_state",
        "invoice_line_ids.invoice_date",
        "retained_line_ids.parent_state",
        "retained_line_ids.invoice_date",
        "contract_id.date_signed",
        "contract_id.date_ordered",
        "contract_id.date_delivered",
        "contract_id.date_accepted",
        "contract_id.instalment_ids.sequence",
        "contract_id.instalment_ids.date_paid",
    )
    def _compute_date_due(self):
        for line in self:
            base = getattr(line.sudo(), f"_due_base_{line.trigger}")()
            line.date_due = line.date_released or due_date(base or None, line.days)

    @api.constrains("milestone_id")
    def _check_milestone(self):
        for line in self.filtered("milestone_id"):
            if line.milestone_id.contract_id != line.contract_id:
                raise ValidationError(
                    self.env._(
                        "%(instalment)s of %(contract)s: a milestone of another "
                        "contract moves nothing here; choose one of this contract.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                    )
                )

    def _check_triggers(self):
        """An event that can never happen would hide the instalment for ever."""
        for line in self:
            if line.trigger == "milestone" and not line.milestone_id:
                raise ValidationError(
                    self.env._(
                        "%(instalment)s of %(contract)s: choose the milestone after "
                        "which it is due.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                    )
                )
            if line.trigger == "payment" and not line._previous():
                raise ValidationError(
                    self.env._(
                        "%(instalment)s of %(contract)s is the first of the plan; it "
                        "cannot wait for the payment before it. Move it down or "
                        "choose another event.",
                        instalment=line.name,
                        contract=line.contract_id.display_name,
                    )
                )

    def _due_base_date(self):
        return self.date_fixed

    def _due_base_signing(self):
        return self.contract_id.date_signed

    def _due_base_order(self):
        return self.contract_id.date_ordered

    def _due_base_delivery(self):
        return self.contract_id.date_delivered

    def _due_base_acceptance(self):
        return self.contract_id.date_accepted

    def _due_base_invoice(self):
        """Day of the first posted invoice that asks for it, or holds it back."""
        items = self.invoice_line_ids | self.retained_line_ids
        posted = items.filtered(
            lambda i: i.parent_state == "posted" and i.move_type == "out_invoice"
        )
        return min(filter(None, posted.mapped("invoice_date")), default=False)

    def _due_base_payment(self):
        """Day on which the instalment before this one was paid in full."""
        return self._previous().date_paid

    def _due_base_milestone(self):
        return self.milestone_id.date_reached

    def _previous(self):
        """The instalment before this one in the order of collection, or none."""
        self.ensure_one()
        plan = self.contract_id.instalment_ids.sorted(
            lambda i: (i.sequence, i._origin.id or float("inf"))
        )
        place = list(plan).index(self) if self in plan else 0
        return plan[place - 1] if place else plan.browse()

    def _due_words(self):
        """When the instalment is due, in words a customer reads."""
        self.ensure_one()
        day = format_date(self.env, self.date_due) if self.date_due else ""
        words = self._trigger_words().get(self.trigger, day)
        return f"{words} ({day})" if day and words != day else words

    def _trigger_words(self):
        days = self.days
        return {
            "signing": self.env._("%s days after signing", days),
            "order": self.env._("%s days after the first order", days),
            "delivery": self.env._("%s days after the whole delivery", days),
            "acceptance": self.env._("%s days after acceptance", days),
            "invoice": self.env._("%s days after the invoice", days),
            "payment": self.env._("%s days after the payment before", days),
            "milestone": self.env._(
                "%(days)s days after: %(milestone)s",
                days=days,
                milestone=self.milestone_id.name or "",
            ),
        }
