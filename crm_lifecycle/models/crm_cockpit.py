# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from . import crm_cockpit_queries as queries
from .crm_cockpit_parts import CockpitTile


class CrmCockpit(models.AbstractModel):
    """What the modules of the suite put on a manager's first screen.

    The screen itself belongs to the module that shows it; without it these methods are
    never called. A module adds numbers and pictures with ``super() + [...]`` and knows
    nothing of the others. All of it is read with the rights of the reader.
    """

    _name = "crm.cockpit"
    _description = "Cockpit"

    @api.model
    def _cockpit_facts(self):
        """Names of stored numbers of crm.customer, added up and kept by month."""
        return ["quotation_amount"]

    @api.model
    def _cockpit_flows(self, scope, since):
        """List of SQL: what happened since a day, for one company's FactScope.

        Rows (customer_id, day, measure, stage_id or NULL, amount as numeric).
        """
        return [
            queries.stage_passages(scope, since),
            queries.first_orders(scope, since),
            queries.losses(scope, since),
        ]

    @api.model
    def _cockpit_states(self, scope):
        """List of SQL: how things stand today, rows (customer_id, measure, amount)."""
        return [
            queries.silent_customers(scope),
            queries.fact_states(scope, self._cockpit_facts()),
        ]

    @api.model
    def _cockpit_tiles(self, scope):
        """List of CockpitTile for a CockpitScope; the five lowest are shown."""
        return [
            self._cockpit_tile_new(scope),
            self._cockpit_tile_silent(scope),
            self._cockpit_tile_lost(scope),
            self._cockpit_tile_quotations(scope),
        ]

    @api.model
    def _cockpit_charts(self, scope):
        """List of CockpitChart for a CockpitScope, in the order of their sequence."""
        return []

    @api.model
    def _cockpit_tile_new(self, scope):
        return CockpitTile(
            measure="customer_new",
            label=self.env._("New Customers"),
            help=self.env._("Customers with their first order in the period."),
            unit="count",
            good="up",
            is_flow=True,
            model="crm.customer",
            domain=scope.customers
            & Domain("date_first_order", ">=", scope.first)
            & Domain("date_first_order", "<=", scope.until),
            sequence=20,
        )

    @api.model
    def _cockpit_tile_silent(self, scope):
        return CockpitTile(
            measure="customer_silent",
            label=self.env._("Silent too Long"),
            help=self.env._(
                "Customers silent for more than twice their own rhythm, today."
            ),
            unit="count",
            good="down",
            model="crm.customer",
            domain=scope.customers & Domain("rhythm_state", "=", "late"),
            sequence=30,
        )

    @api.model
    def _cockpit_tile_lost(self, scope):
        return CockpitTile(
            measure="customer_lost",
            label=self.env._("Lost Customers"),
            help=self.env._("Losses of the period."),
            unit="count",
            good="down",
            is_flow=True,
            model="crm.customer.loss",
            domain=scope.of_customers
            & Domain("date", ">=", scope.first)
            & Domain("date", "<=", scope.until),
            sequence=60,
        )

    @api.model
    def _cockpit_tile_quotations(self, scope):
        return CockpitTile(
            measure="quotation_amount",
            label=self.env._("Open Quotations"),
            help=self.env._("Amount of quotations that wait for an answer, today."),
            unit="money",
            good="up",
            model="crm.customer",
            domain=scope.customers & Domain("quotation_amount", "!=", 0),
            sequence=70,
        )
