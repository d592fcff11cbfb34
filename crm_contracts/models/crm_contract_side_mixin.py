# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from . import crm_contract_rebate_rules as rules


class CrmContractSideMixin(models.AbstractModel):
    """Settlements, rebates, penalties and the supply schedule of a contract."""

    _name = "crm.contract.side.mixin"
    _description = "Side Documents of Contracts"

    settlement_ids = fields.One2many(
        comodel_name="crm.contract.settlement", inverse_name="contract_id"
    )
    rebate_ids = fields.One2many(
        comodel_name="crm.contract.rebate", inverse_name="contract_id", copy=True
    )
    rebate_run_ids = fields.One2many(
        comodel_name="crm.contract.rebate.run", inverse_name="contract_id"
    )
    penalty_ids = fields.One2many(
        comodel_name="crm.contract.penalty", inverse_name="contract_id"
    )
    supply_ids = fields.One2many(
        comodel_name="crm.contract.supply", inverse_name="contract_id"
    )
    penalty_payment = fields.Float(
        string="Late Payment (% per Day)",
        digits=(6, 4),
        help="What the customer owes for each day of a late payment.",
    )
    penalty_delivery = fields.Float(
        string="Late Delivery (% per Day)",
        digits=(6, 4),
        help="What we owe for each day of a late delivery.",
    )
    penalty_cap = fields.Float(
        string="Penalty at Most (%)",
        digits=(5, 2),
        help="Share of the late amount that a penalty never exceeds; zero: no limit.",
    )

    def action_new_settlement(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract.settlement",
            "views": [(False, "form")],
            "context": {"default_contract_id": self.id},
        }

    def action_propose_penalties(self):
        self.ensure_one()
        if not self._propose_penalties():
            raise UserError(
                self.env._(
                    "%s: nothing was paid or delivered late, the contract names no "
                    "percentage, or the penalties are proposed already.",
                    self.display_name,
                )
            )

    def _propose_penalties(self, today=None):
        """One row per instalment paid late and per delivery that is late; in bulk."""
        self.ensure_one()
        self.check_access("write")
        today = today or self.env["crm.customer"]._today(self.company_id)
        values = [*self._late_payments(today), *self._late_deliveries(today)]
        return self.env["crm.contract.penalty"].create(values)

    def _late_payments(self, today):
        """Instalments overdue, or received late; each part by its own days."""
        known = self.penalty_ids.instalment_id
        rows = []
        for plan in self.instalment_ids - known if self.penalty_payment else []:
            if plan.state == "void" or not plan.date_due:
                continue
            base, days = rules.late_base(plan._late_parts(today))
            if days and self.currency_id.compare_amounts(base, 0.0) > 0:
                rows.append(
                    {
                        "contract_id": self.id,
                        "kind": "payment",
                        "instalment_id": plan.id,
                        "amount_base": self.currency_id.round(base),
                        "days_late": days,
                        "date": today,
                    }
                )
        return rows

    def _late_deliveries(self, today):
        """Promised deliveries that are not complete yet; what is open is the base."""
        known = self.penalty_ids.supply_id
        rows = []
        for row in self.supply_ids - known if self.penalty_delivery else []:
            line = row.contract_line_id
            if row.date < today and row.qty_open:
                rows.append(
                    {
                        "contract_id": self.id,
                        "kind": "delivery",
                        "supply_id": row.id,
                        "amount_base": line.price_subtotal
                        * row.qty_open
                        / line.quantity,
                        "days_late": (today - row.date).days,
                        "date": today,
                    }
                )
        return rows
