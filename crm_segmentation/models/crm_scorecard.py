# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from . import crm_scorecard_result_queries as queries
from .crm_scorecard_queries import Card, Node, leaf_ids, values_now


class CrmScorecard(models.Model):
    """Which criteria count how much in one score of a customer."""

    _name = "crm.scorecard"
    _description = "Scorecard"
    _inherit = ["crm.rule.mixin", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(
        default=10, help="The first card of a purpose that applies is shown in lists."
    )
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: the card serves every company, amounts in its own currency.",
    )
    purpose = fields.Selection(
        selection=[
            ("importance", "Importance"),
            ("health", "Health"),
            ("indicators", "Indicators"),
            ("loyalty", "Loyalty"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        tracking=True,
    )
    description = fields.Text(translate=True)
    stage_ids = fields.Many2many(
        comodel_name="crm.lifecycle.stage",
        relation="crm_scorecard_stage_rel",
        string="Stages",
        help="Only customers in these stages; empty: in every stage.",
    )
    rule_domain = fields.Char(string="Customers", tracking=True)
    rule_enabled = fields.Boolean(string="In Use", tracking=True)

    # points
    criterion_ids = fields.One2many("crm.scorecard.criterion", "scorecard_id")
    any_poor = fields.Boolean(
        string="One Poor Makes All Poor",
        help="The card gets at most the points of its worst criterion when that one is "
        "poor.",
    )
    fair_from = fields.Float(string="Fair from", default=40, required=True)
    good_from = fields.Float(string="Good from", default=70, required=True)

    # results
    result_ids = fields.One2many("crm.scorecard.result", "scorecard_id")
    result_count = fields.Integer(
        string="Customers Scored", compute="_compute_result_count"
    )

    _levels_ascend = models.Constraint(
        "CHECK (fair_from > 0 AND good_from > fair_from AND good_from <= 100)",
        "Points run from 0 to 100: fair begins above 0, good above fair.",
    )

    @api.depends_context("allowed_company_ids", "uid")
    def _compute_result_count(self):
        groups = self.env["crm.scorecard.result"]._read_group(
            [("scorecard_id", "in", self.ids), ("date_to", "=", False)],
            ["scorecard_id"],
            ["__count"],
        )
        counts = {card.id: count for card, count in groups}
        for card in self:
            card.result_count = counts.get(card.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        cards = super().create(vals_list)
        cards._mark_stale()
        return cards

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - {"name", "description"}:
            self._mark_stale()
        return result

    def unlink(self):
        self._mark_stale()
        return super().unlink()

    def action_view_results(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_scorecard_result_action"
        )
        action["domain"] = [("scorecard_id", "=", self.id)]
        action["context"] = {"search_default_current": True}
        return action

    def action_compute(self):
        """Computes the results of the chosen companies now."""
        self.check_access("write")
        if not self.env.user.has_group(
            "crm_segmentation.crm_segmentation_group_analyst"
        ):
            raise AccessError(
                self.env._(
                    "Scorecards are computed every night, or by analysts. Ask one."
                )
            )
        for company in self.env.companies:
            self.env["crm.customer"]._refresh_scores(company)

    @api.model
    def _mark_stale(self):
        self.env["res.company"]._mark_scores_stale()

    @api.model
    def _cards_of_company(self, company_id):
        """Cards in use that have something to look at.

        Archived cards and criteria do not count, whatever the refresh of customers,
        which looks at archived ones too, says in its context.
        """
        cards = (
            self.sudo()
            .with_context(active_test=True)
            .search(
                [("company_id", "in", [company_id, False]), ("rule_enabled", "=", True)]
            )
        )
        return cards.filtered(lambda card: card._node().nodes)

    @api.model
    def _refresh_results(self, scope):
        """Results of all cards of the company of the scope; returns who changed."""
        cards = self._cards_of_company(scope.company_id)
        self.env.flush_all()
        query = queries.close_other_results(scope, cards.ids)
        changed = {row[0] for row in self.env.execute_query(query)}
        self.env.cr.execute(queries.forbid_nested_loops())
        for card in cards:
            query = queries.move_results(scope, card._as_card(scope))
            changed.update(row[0] for row in self.env.execute_query(query))
        self.env.cr.execute(queries.allow_nested_loops())
        self.env.invalidate_all()
        return changed

    def _points_on(self, customer, day):
        """{criterion id, 0 for the whole card: its columns} of a customer on a day."""
        self.ensure_one()
        self.env.flush_all()
        names = ("value", "points", "weight", "contribution")
        rows = self.env.execute_query(queries.points_on(customer.id, self.id, day))
        return {
            row[0] or 0: dict(
                zip(names, (float(cell or 0) for cell in row[1:]), strict=True)
            )
            for row in rows
        }

    def _values_now(self, customer):
        """{criterion id: its value} of a customer as it stands now, 0 if not known."""
        self.ensure_one()
        card = self.sudo().with_context(active_test=True)
        root = card._node(customer.sudo()._fact_scope(customer.company_id))
        if not root.nodes:
            return {}
        self.env.flush_all()
        [row] = self.env.execute_query(values_now(customer.id, root))
        values = (float(value or 0) for value in row)
        return dict(zip(leaf_ids(root), values, strict=True))

    def _as_card(self, scope):
        self.ensure_one()
        return Card(
            id=self.id,
            customers=self._rule_subselect(scope),
            root=self._node(scope),
            poor=self.fair_from,
            fair=self.fair_from,
            good=self.good_from,
        )

    def _node(self, scope=None):
        """The whole card as a node; without a scope only to see whether it is empty."""
        self.ensure_one()
        parts = self.criterion_ids.filtered(lambda part: not part.parent_id)
        return Node(0, 1.0, nodes=parts._as_nodes(scope), any_poor=self.any_poor)

    def _rule_as_domain(self):
        domain = super()._rule_as_domain()
        if self.stage_ids:
            domain &= Domain("stage_id", "in", self.stage_ids.ids)
        return domain
