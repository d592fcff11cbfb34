# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class CrmDemoContractMixin(models.AbstractModel):
    """What happened to some contracts after they were signed."""

    _name = "crm.demo.contract.mixin"
    _description = "Demo: Stories of Contracts"

    @api.model
    def _tell_contract_stories(self, contracts):
        """contracts: those of the plan, in its order."""
        heating, spot, yearly, _trial, winter, cement, rebar, bridge = contracts[:8]
        self._reach_milestone(heating)
        self._agree_on_tests(heating)
        self._move_delivery(spot)
        self._end_soon(yearly)
        self._as_director(winter)._suspend("The stock yard of the customer is full")
        self._supplement(cement)
        self._raise_price(rebar)
        self._ask_for_more(bridge)
        self._plan_sports_hall(contracts[8])
        self._as_director(contracts[-1])._close("Delivered, invoiced and paid.")

    @api.model
    def _as_director(self, record):
        """For what only a contract manager does."""
        return record.with_user(self._demo("user_dora")).sudo()

    @api.model
    def _reach_milestone(self, contract):
        today = self._today()
        milestones = contract.env["crm.contract.milestone"].create(
            [
                {
                    "contract_id": contract.id,
                    "name": name,
                    "date_planned": today + timedelta(days=days),
                }
                for name, days in (("Half of the coal on site", -25), ("All coal", 45))
            ]
        )
        milestones[0]._reach(today - timedelta(days=22), "Weighing protocol 14/2")

    @api.model
    def _plan_sports_hall(self, contract):
        """A draft with a last day, so that the printed contract shows a period."""
        today = self._today()
        contract.write(
            {
                "date_start": today + timedelta(days=14),
                "date_end": today + timedelta(days=134),
            }
        )

    @api.model
    def _agree_on_tests(self, contract):
        """In effect: the customer of the portal reads two versions."""
        amendment = contract._create_amendment(
            reason="The laboratory of the mine is certified now",
            description="Samples are taken at the mine, not at the yard.",
            needs_signature=False,
        )
        self._put_amendment_into_effect(amendment)

    @api.model
    def _put_amendment_into_effect(self, amendment):
        for state in ("approval", "approved"):
            amendment._move_to(state)
        self._as_director(amendment)._put_into_effect()

    @api.model
    def _move_delivery(self, contract):
        """Approved: the salesperson sends it, the portal customer signs."""
        amendment = contract._create_amendment(
            reason="The railway has no wagons before the holidays",
            description="Delivery starts two weeks later than agreed.",
        )
        amendment.instalment_ids[-1].days += 14
        for state in ("approval", "approved"):
            amendment._move_to(state)

    @api.model
    def _end_soon(self, contract):
        """Warned of, and the contract of the next year is a draft already."""
        today = self._today()
        contract.write(
            {
                "date_start": today - timedelta(days=345),
                "date_end": today + timedelta(days=20),
            }
        )
        contract._watch_end(today)
        contract._renew_by_contract(
            contract.date_end + timedelta(days=1),
            contract.date_end + timedelta(days=365),
            2.0,
        )

    @api.model
    def _supplement(self, contract):
        supplement = contract._create_supplement()
        line = contract.line_ids[0]
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
                    Command.create(
                        {
                            "name": "Payment",
                            "amount": round(50 * line.price_unit, 2),
                            "days": 30,
                        }
                    )
                ],
            }
        )

    @api.model
    def _raise_price(self, contract):
        """In effect: 100 more per ton, on top of the last instalment."""
        amendment = contract._create_amendment(
            reason="The price of scrap went up", needs_signature=False
        )
        amendment.line_ids[0].price_unit += 100
        amendment.instalment_ids[-1].amount += amendment.amount_change
        self._put_amendment_into_effect(amendment)

    @api.model
    def _ask_for_more(self, contract):
        """Waits for approval; the work stops meanwhile."""
        amendment = contract._create_amendment(
            reason="The bridge gets a second lane", stops_execution=True
        )
        amendment.line_ids[0].quantity += 100
        amendment.instalment_ids[-1].amount += amendment.amount_change
        amendment.action_submit()
