# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_contract_states import COLLECTING


class CrmContractTriggerMixin(models.AbstractModel):
    """Events of a contract that its documents tell, after which money falls due."""

    _name = "crm.contract.trigger.mixin"
    _description = "Events of Contracts"

    milestone_ids = fields.One2many(
        comodel_name="crm.contract.milestone",
        inverse_name="contract_id",
        string="Milestones",
        copy=True,
    )
    date_ordered = fields.Date(
        string="First Order",
        compute="_compute_date_ordered",
        store=True,
        help="Day of the first confirmed sales order of the contract.",
    )
    date_delivered = fields.Date(
        string="Delivered on",
        compute="_compute_date_delivered",
        store=True,
        help="Day on which everything the contract promises had been delivered.",
    )

    days_call_off = fields.Integer(
        string="Payment of Orders",
        default=30,
        help="Framework contracts: days after the invoice until an order is due.",
    )

    _call_off_not_negative = models.Constraint(
        "CHECK (days_call_off >= 0)", "Days of payment cannot be negative."
    )

    @api.depends("order_ids.state", "order_ids.date_order")
    def _compute_date_ordered(self):
        for contract in self:
            confirmed = contract.order_ids.filtered(lambda o: o.state == "sale")
            moment = min(confirmed.mapped("date_order"), default=False)
            contract.date_ordered = moment and contract._company_day(moment)

    @api.depends(
        "line_ids.quantity",
        "line_ids.order_line_ids.qty_delivered",
        "line_ids.order_line_ids.state",
    )
    def _compute_date_delivered(self):
        """The day it was seen first; goods that come back take the day away again."""
        customers = self.env["crm.customer"]
        for contract in self:
            lines = contract.line_ids
            if not lines or not all(line._is_delivered() for line in lines):
                contract.date_delivered = False
            elif not contract.date_delivered:
                contract.date_delivered = customers._today(contract.company_id)

    def copy(self, default=None):
        """The copy's instalments wait for the copy's own milestones."""
        copies = super().copy(default)
        for contract, twin in zip(self, copies, strict=True):
            milestones = {m.name: m.id for m in twin.milestone_ids}
            plans = zip(contract.instalment_ids, twin.instalment_ids, strict=False)
            for line, copied in plans:
                if line.milestone_id:
                    copied.milestone_id = milestones.get(line.milestone_id.name)
        return copies

    def _plan_call_offs(self, orders):
        """Instalments of confirmed orders of framework contracts, one per order.

        A framework promises a frame, its orders the money: each order adds what it
        is worth to the plan, due so many days after its invoice.
        """
        frames = self.filtered(lambda c: c.contract_type == "frame").sudo()
        wanted = orders.sudo().filtered(lambda o: o.crm_contract_id in frames)
        planned = frames.instalment_ids.order_id
        return (
            self.env["crm.contract.instalment"]
            .sudo()
            .create(
                [
                    {
                        "contract_id": order.crm_contract_id.id,
                        "order_id": order.id,
                        "name": self.env._("Order %s", order.name),
                        "sequence": 1000,
                        "trigger": "invoice",
                        "days": order.crm_contract_id.days_call_off,
                    }
                    for order in wanted - planned
                ]
            )
        )

    def _company_day(self, moment):
        """Calendar day of a moment (UTC) in the time zone of the company's calendar."""
        company = self.company_id
        zone = company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone), moment
        ).date()

    def _check_advance(self, partner):
        """Money before an invoice comes from the contract's customer, once signed."""
        self.ensure_one()
        if partner.commercial_partner_id != self.partner_id:
            raise ValidationError(
                self.env._(
                    "%(contract)s is a contract with %(customer)s; money of somebody "
                    "else does not belong to it.",
                    contract=self.display_name,
                    customer=self.partner_id.name,
                )
            )
        if self.state not in COLLECTING:
            raise ValidationError(
                self.env._(
                    "%s is not in force: an advance is taken for a signed contract.",
                    self.display_name,
                )
            )
