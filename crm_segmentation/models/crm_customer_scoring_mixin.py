# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from . import crm_class_queries, crm_score_queries, crm_window_queries
from .crm_class_rules import CLASSES
from .crm_demand_rules import CLASSES as DEMAND_CLASSES
from .crm_scorecard_queries import RATING_PURPOSES, current_points

LEVELS = [("poor", "Poor"), ("fair", "Fair"), ("good", "Good")]
DECIDED = [(name, name) for name in CLASSES]


class CrmCustomerScoringMixin(models.AbstractModel):
    """What scores stand on, and what they say besides RFM and ABC."""

    _name = "crm.customer.scoring.mixin"
    _description = "Scoring of Customers"
    _inherit = ["crm.customer.facts.mixin"]

    # basis
    rfm_date_last = fields.Date(
        string="Last Counted Order on",
        readonly=True,
        copy=False,
        help="Within the scoring window, of the product lines that count.",
    )
    rfm_bins = fields.Integer(
        string="Number of Scores", compute="_compute_rfm_bins", compute_sudo=True
    )
    abc_measure = fields.Float(
        string="Measure of ABC",
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="Margin or quantity of the scoring window, where ABC goes by it.",
    )
    amount_3y = fields.Monetary(
        string="Turnover of Three Years", readonly=True, copy=False
    )
    sales_class = fields.Selection(
        selection=DECIDED[:3],
        string="Class by Sales of Three Years",
        readonly=True,
        copy=False,
        help="A, B or C among all customers of the company, with the cuts of ABC.",
    )

    # demand
    xyz_variation = fields.Float(
        string="Variation of Demand",
        readonly=True,
        copy=False,
        digits=(16, 6),
        aggregator="avg",
        help="Spread of the monthly turnovers divided by their average.",
    )
    xyz_months = fields.Integer(
        string="Months of Demand", readonly=True, copy=False, aggregator="avg"
    )
    xyz_class = fields.Selection(
        selection=[(name, name) for name in DEMAND_CLASSES],
        string="XYZ Class",
        readonly=True,
        copy=False,
        help="X buys evenly from month to month, Y with swings, Z now and then. The "
        "cuts are settings. Computed every night.",
    )
    abc_xyz = fields.Char(string="ABC and XYZ", readonly=True, copy=False)

    # decided
    customer_class = fields.Selection(
        selection=DECIDED,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="A most important, B next, C general, new or with credit problems, D with "
        "serious credit problems. Set once a year by the approved classification.",
    )
    date_customer_class = fields.Date(string="Classed on", readonly=True, copy=False)
    class_line_ids = fields.One2many("crm.class.line", "customer_id")

    # scorecards
    scorecard_result_ids = fields.One2many("crm.scorecard.result", "customer_id")
    current_result_ids = fields.One2many(
        comodel_name="crm.scorecard.result",
        inverse_name="customer_id",
        string="Scorecards",
        domain=[("date_to", "=", False)],
    )
    judgement_ids = fields.One2many("crm.customer.judgement", "customer_id")
    importance_points = fields.Float(
        string="Importance",
        readonly=True,
        copy=False,
        digits=(16, 4),
        aggregator="avg",
        help="Points from 0 to 100 of the first importance scorecard that applies.",
    )
    importance_level = fields.Selection(selection=LEVELS, readonly=True, copy=False)
    health_points = fields.Float(
        string="Health",
        readonly=True,
        copy=False,
        digits=(16, 4),
        aggregator="avg",
        help="Points from 0 to 100 of the first health scorecard that applies.",
    )
    health_level = fields.Selection(selection=LEVELS, readonly=True, copy=False)

    @api.depends("company_id")
    def _compute_rfm_bins(self):
        for customer in self:
            customer.rfm_bins = customer.company_id.segmentation_rfm_bins

    def action_view_xray(self):
        """What moved the scores of the customer between two days."""
        self.ensure_one()
        action = self._window_action("crm_segmentation.crm_score_xray_action")
        action["context"] = {"default_customer_id": self.id}
        return action

    def action_view_class_lines(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_class_line_action")

    def action_judge(self):
        """A judgement of this customer for its scorecards."""
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_customer_judgement_action")

    @api.model
    def _scoring_sources(self, scope):
        """Fact sources that the scores stand on."""
        company = self.env["res.company"].browse(scope.company_id).sudo()
        rules = company._window_rules()
        sources = [
            self._window_source(scope),
            FactSource(
                crm_window_queries.DEMAND_FACT_COLUMNS,
                crm_window_queries.demand_facts(scope, rules),
            ),
            FactSource(
                crm_class_queries.YEAR_FACT_COLUMNS,
                crm_class_queries.three_years(scope),
            ),
        ]
        if rules.measure != "amount":
            sources.append(self._measure_source(scope, rules))
        return sources

    @api.model
    def _window_source(self, scope):
        company = self.env["res.company"].browse(scope.company_id).sudo()
        query = crm_window_queries.window_facts(scope, company._window_rules())
        return FactSource(crm_window_queries.WINDOW_FACT_COLUMNS, query)

    @api.model
    def _measure_source(self, scope, rules):
        if rules.measure == "quantity":
            query = crm_window_queries.quantities(scope, rules)
        else:
            goods = self._goods_rows(scope)
            query = crm_window_queries.margins(scope, rules, goods)
        return FactSource(crm_window_queries.MEASURE_FACT_COLUMNS, query)

    @api.model
    def _store_ratings(self, scope):
        """Class by sales, results of all scorecards, importance and health."""
        company = self.env["res.company"].browse(scope.company_id).sudo()
        abc = crm_score_queries.abc(company._score_rules())
        sales = crm_class_queries.sales_classes(scope, abc)
        source = FactSource(crm_class_queries.SALES_CLASS_COLUMNS, sales)
        changed = self._store_sources(scope, [source])
        self.env["crm.scorecard"]._refresh_results(scope)
        ratings = [
            FactSource(columns, current_points(scope, purpose))
            for purpose, columns in RATING_PURPOSES.items()
        ]
        return changed | self._store_sources(scope, ratings)
