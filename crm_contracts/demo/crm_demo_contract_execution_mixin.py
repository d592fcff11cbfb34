# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class CrmDemoContractExecutionMixin(models.AbstractModel):
    """Orders, a supply schedule, a settlement, a rebate and a penalty of the demo."""

    _name = "crm.demo.contract.execution.mixin"
    _description = "Demo: Execution of Contracts"

    @api.model
    def _execute_contracts(self, contracts):
        """contracts: those of the plan, in its order."""
        heating, spot, yearly = contracts[0], contracts[1], contracts[2]
        self._plan_supply(heating)
        self._order_part(heating, 250.0)
        heating.instalment_ids[-1].is_retention = True
        heating._refresh_collection()
        self._settle_orders(heating)
        spot.write({"penalty_payment": 0.05, "penalty_cap": 5.0})
        spot._propose_penalties()
        self._promise_rebate(yearly)

    @api.model
    def _plan_supply(self, contract):
        line, today = contract.line_ids[0], self._today()
        rows = ((-60, "stock"), (-20, "stock"), (10, "drop"), (40, "drop"))
        self.env["crm.contract.supply"].create(
            [
                {
                    "contract_id": contract.id,
                    "contract_line_id": line.id,
                    "date": today + timedelta(days=days),
                    "quantity": line.quantity / len(rows),
                    "source": source,
                }
                for days, source in rows
            ]
        )

    @api.model
    def _order_part(self, contract, quantity):
        order = contract._create_order({contract.line_ids[0]: quantity})
        order.action_confirm()
        if all(line.qty_delivered_method == "manual" for line in order.order_line):
            order.order_line.qty_delivered = quantity - 50
        # where Inventory is installed, the goods leave the yard
        for picking in order.picking_ids if "picking_ids" in order._fields else ():
            picking.move_ids.write({"quantity": quantity - 50, "picked": True})
            picking._action_done()

    @api.model
    def _settle_orders(self, contract):
        """Half of what was ordered, so that something is left to settle."""
        line = contract.line_ids[0]
        contract.env["crm.contract.settlement"].create(
            {
                "contract_id": contract.id,
                "date": self._today(),
                "line_ids": [
                    Command.create({"contract_line_id": line.id, "quantity": 100.0})
                ],
            }
        ).action_confirm()

    @api.model
    def _promise_rebate(self, contract):
        rebate = self.env["crm.contract.rebate"].create(
            {
                "name": "Volume rebate",
                "contract_id": contract.id,
                "period": "month",
                "tier_ids": [
                    Command.create({"amount_from": 0.0, "percent": 1.0}),
                    Command.create({"amount_from": 200000.0, "percent": 2.0}),
                ],
            }
        )
        rebate._make_runs(self._today())
