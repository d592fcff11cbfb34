# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

from .crm_contract_amendment_rules import OPEN


class CrmContractAmendedMixin(models.AbstractModel):
    """Versions of a contract: the one that was signed, and one per amendment."""

    _name = "crm.contract.amended.mixin"
    _description = "Versions of Contracts"

    version = fields.Integer(
        readonly=True, copy=False, default=1, help="Counts up with each amendment."
    )
    version_ids = fields.One2many(
        comodel_name="crm.contract.version",
        inverse_name="contract_id",
        string="Versions",
        readonly=True,
    )
    amendment_ids = fields.One2many(
        comodel_name="crm.contract.amendment",
        inverse_name="contract_id",
        string="Amendments",
        readonly=True,
    )
    open_amendment_id = fields.Many2one(
        comodel_name="crm.contract.amendment",
        string="Amendment under Way",
        compute="_compute_open_amendment_id",
    )

    @api.depends("amendment_ids.state")
    def _compute_open_amendment_id(self):
        for contract in self:
            amendments = contract.amendment_ids
            contract.open_amendment_id = amendments.filtered(lambda a: a.state in OPEN)[
                :1
            ]

    def action_amend(self):
        """Opens the amendment that is under way, or drafts one."""
        self.ensure_one()
        return (self.open_amendment_id or self._create_amendment())._open_form()

    def _create_amendment(self, **values):
        """A draft amendment that starts from what the contract says today."""
        self.ensure_one()
        return self.env["crm.contract.amendment"].create(
            {"contract_id": self.id, **values}
        )

    def _prepare_amendment_lines(self):
        return [
            Command.create(
                {
                    "line_id": line.id,
                    "sequence": line.sequence,
                    "product_id": line.product_id.id,
                    "description": line.description,
                    "quantity_before": line.quantity,
                    "quantity": line.quantity,
                    "product_uom_id": line.product_uom_id.id,
                    "price_before": line.price_unit,
                    "price_unit": line.price_unit,
                    "tax_ids": [Command.set(line.tax_ids.ids)],
                }
            )
            for line in self.line_ids
        ]

    def _prepare_amendment_instalments(self):
        return [
            Command.create(
                {
                    "instalment_id": row.id,
                    "sequence": row.sequence,
                    "name": row.name,
                    "name_before": row.name,
                    "trigger": row.trigger,
                    "trigger_before": row.trigger,
                    "days": row.days,
                    "days_before": row.days,
                    "date_fixed": row.date_fixed,
                    "date_before": row.date_fixed,
                    "percent": row.percent,
                    "amount": row.amount,
                    "amount_before": row.amount,
                }
            )
            for row in self.instalment_ids.filtered(lambda i: not i.order_id)
        ]

    def _prepare_amendment_supply(self, lines):
        """lines: of the amendment, each for a line of the contract"""
        stands_for = {line.line_id: line for line in lines}
        return [
            Command.create(
                {
                    "supply_id": row.id,
                    "line_id": stands_for[row.contract_line_id].id,
                    "date": row.date,
                    "date_before": row.date,
                    "quantity": row.quantity,
                    "quantity_before": row.quantity,
                }
            )
            for row in self.supply_ids
        ]

    def _stop_amendments(self, reason):
        """The contract ends: what would have changed it is not needed any more."""
        for amendment in self.sudo().amendment_ids.filtered("is_open"):
            amendment._cancel(reason)

    def _on_signed(self):
        self._ensure_first_version()

    def _ensure_first_version(self):
        """Files what was agreed first, before anything changes it."""
        for contract in self.sudo().filtered(lambda c: not c.version_ids):
            contract._file_version(
                document_id=contract.document_id.id,
                document_hash=contract.document_hash,
                signed_by=contract.signed_by,
                date=contract.date_effective,
            )

    def _file_version(self, **values):
        """One more row of the history, with what the contract says now."""
        self.ensure_one()
        return (
            self.env["crm.contract.version"]
            .sudo()
            .create(
                {
                    "contract_id": self.id,
                    "number": self.version,
                    "amount_total": self.amount_total,
                    "date_end": self.date_end,
                    "content": self._version_content(),
                    **values,
                }
            )
        )

    def _version_content(self):
        """Terms, lines and plan as plain data that later changes do not touch."""
        return {
            "terms": str(self.terms or ""),
            "lines": [
                {
                    "description": line.description,
                    "quantity": line.quantity,
                    "uom": line.product_uom_id.name or "",
                    "price_unit": line.price_unit,
                    "price_total": line.price_total,
                }
                for line in self.line_ids
            ],
            "instalments": [
                {"name": row.name, "due": row._due_words(), "amount": row.amount}
                for row in self.instalment_ids
            ],
            "deliveries": [
                {
                    "description": row.contract_line_id.description,
                    "date": fields.Date.to_string(row.date),
                    "quantity": row.quantity,
                    "uom": row.product_uom_id.name or "",
                }
                for row in self.supply_ids
            ],
        }
