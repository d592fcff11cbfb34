# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from . import crm_contract_obligation_rules as rules
from .crm_contract_states import RUNNING

PERIOD_KINDS = [
    ("free", "Free Maintenance"),
    ("paid", "Paid Service"),
    ("warranty", "Warranty"),
]
PERIOD_TRIGGERS = [
    ("date", "From a fixed date"),
    ("signing", "From signing"),
    ("acceptance", "From acceptance"),
    ("previous", "After the period before"),
]


class CrmContractPeriod(models.Model):
    """A time of maintenance, service or warranty that a contract grants.

    Its fee is not part of the contract's amount: a renewal is a quotation of its own,
    and the customer agrees by confirming it.
    """

    _name = "crm.contract.period"
    _description = "Service Period of a Contract"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, date_start, sequence, id"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {"date_end", "date_start", "is_reminded", "order_id", "previous_id"}
    )

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Period", required=True)
    kind = fields.Selection(selection=PERIOD_KINDS, required=True, default="free")
    trigger = fields.Selection(
        selection=PERIOD_TRIGGERS, string="Begins", required=True, default="signing"
    )
    date_fixed = fields.Date(string="Fixed Date")
    months = fields.Integer(default=12, required=True)
    date_start = fields.Date(
        string="First Day", compute="_compute_date_start", store=True, recursive=True
    )
    date_end = fields.Date(
        string="Last Day", compute="_compute_date_start", store=True, recursive=True
    )
    customer_id = fields.Many2one(
        related="contract_id.customer_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, precompute=True, string="Owner"
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Service",
        domain="[('type', '=', 'service'), ('sale_ok', '=', True)]",
        ondelete="restrict",
        check_company=True,
        help="What a renewal offers; its price is the fee.",
    )
    fee = fields.Monetary(help="For the whole period, before taxes.")
    covers = fields.Text(help="e.g. upgrades, patches, remote support")
    excludes = fields.Text(help="e.g. hardware, network, travel of our people")
    is_renewable = fields.Boolean(string="Renewable")
    previous_id = fields.Many2one(
        comodel_name="crm.contract.period",
        string="Continues",
        readonly=True,
        copy=False,
        index=True,
        ondelete="cascade",
    )
    next_ids = fields.One2many(
        comodel_name="crm.contract.period", inverse_name="previous_id", copy=False
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Quotation",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    is_reminded = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("offered", "Offered"),
            ("running", "Running"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
        compute_sudo=True,
        string="Status",
    )

    _months_positive = models.Constraint(
        "CHECK (months > 0 AND fee >= 0)", "A period lasts a month or more."
    )
    _date_given = models.Constraint(
        "CHECK (trigger != 'date' OR date_fixed IS NOT NULL)",
        "A period from a fixed date needs the date.",
    )

    @api.depends(
        "trigger",
        "date_fixed",
        "months",
        "previous_id.date_end",
        "contract_id.date_signed",
        "contract_id.date_accepted",
    )
    def _compute_date_start(self):
        for period in self:
            before = period.previous_id.date_end
            start = {
                "date": period.date_fixed,
                "signing": period.contract_id.date_signed,
                "acceptance": period.contract_id.date_accepted,
                "previous": before and before + timedelta(days=1),
            }[period.trigger]
            period.date_start = start
            period.date_end = rules.period_end(start, period.months)

    @api.depends("date_start", "date_end", "order_id.state", "contract_id.state")
    def _compute_state(self):
        for period in self:
            today = self.env["crm.customer"]._today(period.company_id)
            if period.order_id and period.order_id.state != "sale":
                period.state = "offered"
            elif not period.date_start or period.date_start > today:
                period.state = "waiting"
            elif period.date_end < today or period.contract_state == "terminated":
                period.state = "ended"
            else:
                period.state = "running"

    def action_renew(self):
        """Offers the next period; opens the quotation when there is a fee."""
        self.ensure_one()
        period = self._renew()
        if not period.order_id:
            return True
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": period.order_id.id,
            "view_mode": "form",
        }

    def action_open_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract",
            "res_id": self.contract_id.id,
            "views": [(False, "form")],
        }

    def _renew(self):
        """The next period, begun the day after this one; one that costs is offered."""
        self.ensure_one()
        contract = self.contract_id
        contract.check_access("write")
        contract._check_state(RUNNING)
        self.lock_for_update()
        self._check_renewable()
        order = self.env["sale.order"]
        if self.fee:
            order = order.create(self._prepare_order_values())
        else:
            contract._check_manager(
                self.env._(
                    "%s would be renewed without a fee; a contract manager decides "
                    "that.",
                    self.name,
                )
            )
        period = self.sudo().copy(
            {
                "trigger": "previous",
                "previous_id": self.id,
                "date_fixed": False,
                "order_id": order.id,
                "contract_id": contract.id,
            }
        )
        contract._log_event("period_renewed", description=period.name)
        return period.sudo(False)

    def _check_renewable(self):
        refused = self.sudo().next_ids.filtered(lambda p: p.order_id.state == "cancel")
        refused.unlink()
        if not self.is_renewable or not self.date_end:
            raise UserError(
                self.env._(
                    "%s is not renewable, or has not begun yet; see its dates.",
                    self.name,
                )
            )
        if self.next_ids:
            raise UserError(
                self.env._(
                    "%(period)s was renewed already until %(day)s; open that period.",
                    period=self.name,
                    day=format_date(self.env, self.next_ids[0].date_end),
                )
            )
        if self.fee and not self.product_id:
            raise UserError(
                self.env._(
                    "%s has a fee: choose the service that is offered.", self.name
                )
            )

    def _prepare_order_values(self):
        """A quotation beside the contract: its plan and amount stay what was signed."""
        contract = self.contract_id
        start = self.date_end + timedelta(days=1)
        end = rules.period_end(start, self.months)
        words = self.env._(
            "%(period)s of contract %(contract)s, %(start)s to %(end)s",
            period=self.name,
            contract=contract.name,
            start=format_date(self.env, start),
            end=format_date(self.env, end),
        )
        return {
            "partner_id": contract.partner_id.id,
            "company_id": contract.company_id.id,
            "currency_id": contract.currency_id.id,
            "origin": contract.name,
            "order_line": [
                Command.create(
                    {
                        "product_id": self.product_id.id,
                        "name": words,
                        "product_uom_qty": 1.0,
                        "price_unit": self.fee,
                    }
                )
            ],
        }

    def _alarm_words(self):
        return self.env._(
            "%(period)s of %(contract)s ends: offer the next one",
            period=self.name,
            contract=self.contract_id.name,
        )
