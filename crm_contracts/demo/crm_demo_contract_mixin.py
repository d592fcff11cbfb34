# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class CrmDemoContractMixin(models.AbstractModel):
    """What happened to some contracts after they were signed."""

    _name = "crm.demo.contract.mixin"
    _description = "Stories of Demo Contracts"

    @api.model
    def _tell_contract_stories(self, contracts):
        """By place in the plan: renewal, supplement, amendments, suspension."""
        self._end_soon(contracts[2])
        contracts[4]._suspend("Stock yard of the customer is full")
        self._supplement(contracts[5])
        self._raise_price(contracts[6])
        self._ask_for_more(contracts[7])

    @api.model
    def _end_soon(self, contract):
        today = self._today()
        contract.write(
            {
                "date_start": today - timedelta(days=345),
                "date_end": today + timedelta(days=20),
            }
        )
        contract._watch_end(today)

    @api.model
    def _supplement(self, contract):
        supplement = contract._create_supplement()
        line = contract.line_ids[0]
        total = round(50 * line.price_unit, 2)
        supplement.write(
            {
                "line_ids": [
                    Command.create(
                        {
                            "product_id": line.product_id.id,
                            "description": line.description,
                            "quantity": 50,
                            "price_unit": line.price_unit,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                "instalment_ids": [
                    Command.create({"name": "Payment", "amount": total, "days": 30})
                ],
            }
        )

    @api.model
    def _raise_price(self, contract):
        """In effect: 100 more per ton, on top of the last instalment."""
        amendment = contract._create_amendment(
            reason="The price of scrap went up", needs_signature=False
        )
        before = contract.amount_total
        amendment.line_ids[0].price_unit += 100
        amendment.instalment_ids[-1].amount += amendment.amount_after - before
        for state in ("approval", "approved"):
            amendment._move_to(state)
        amendment._put_into_effect()

    @api.model
    def _ask_for_more(self, contract):
        """Waits for approval; the work stops meanwhile."""
        amendment = contract._create_amendment(
            reason="The bridge gets a second lane", stops_execution=True
        )
        before = contract.amount_total
        amendment.line_ids[0].quantity += 100
        amendment.instalment_ids[-1].amount += amendment.amount_after - before
        amendment.action_submit()
