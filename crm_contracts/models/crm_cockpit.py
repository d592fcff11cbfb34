# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_cockpit_parts import (
    CockpitChart,
    CockpitPoint,
    CockpitSeries,
    CockpitTile,
)

OVERDUE = "receivable_overdue_amount"
FACTS = (
    "receivable_open_amount",
    OVERDUE,
    "promise_open_amount",
    "amount_in_dispute",
    "contract_open_amount",
)
COLLECTION_VIEWS = (
    ("list", "crm_contracts.crm_customer_view_list_collection"),
    ("kanban", "crm_contracts.crm_customer_view_kanban_collection"),
)


class CrmCockpit(models.AbstractModel):
    """Collections on the manager's first screen, from the facts of customers."""

    _name = "crm.cockpit"
    _inherit = ["crm.cockpit"]

    @api.model
    def _cockpit_facts(self):
        return [*super()._cockpit_facts(), *FACTS]

    @api.model
    def _cockpit_tiles(self, scope):
        overdue = CockpitTile(
            measure=OVERDUE,
            label=self.env._("Overdue"),
            help=self.env._(
                "Open items past their due date less credit notes and unmatched "
                "payments, today."
            ),
            unit="money",
            good="down",
            model="crm.customer",
            domain=scope.customers & Domain(OVERDUE, "!=", 0),
            views=COLLECTION_VIEWS,
            sequence=40,
        )
        return [*super()._cockpit_tiles(scope), overdue]

    @api.model
    def _cockpit_charts(self, scope):
        return [*super()._cockpit_charts(scope), self._cockpit_chart_collections(scope)]

    @api.model
    def _cockpit_chart_collections(self, scope):
        labels = {
            "receivable_open_amount": self.env._("Owed"),
            OVERDUE: self.env._("Of it Overdue"),
            "promise_open_amount": self.env._("Promised"),
            "amount_in_dispute": self.env._("In Dispute"),
            "contract_open_amount": self.env._("To Receive from Contracts"),
        }
        return CockpitChart(
            key="collections",
            title=self.env._("Collections"),
            kind="bar",
            points=tuple(
                CockpitPoint(
                    label,
                    "crm.customer",
                    scope.customers & Domain(name, "!=", 0),
                    views=COLLECTION_VIEWS if name != "contract_open_amount" else (),
                )
                for name, label in labels.items()
            ),
            series=(
                CockpitSeries(
                    self.env._("Amount"),
                    tuple(scope.sums.get(name, 0) for name in labels),
                    "money",
                ),
            ),
            note=self.env._(
                "As it stands today. The bars overlap: what is promised or in dispute "
                "is owed too."
            ),
            sequence=30,
        )
