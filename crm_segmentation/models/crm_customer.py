# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.crm_lifecycle.models.crm_fact_queries import FactSource

from .crm_abc_rules import CLASSES
from .crm_class_queries import drop_twin_lines
from .crm_score_queries import (
    SCORE_COLUMNS,
    customer_scores,
    drop_twin_snapshots,
)
from .crm_scorecard_result_queries import leave_twin_results
from .crm_segment_fact_queries import drop_twin_listings, leave_twin_segments

_logger = logging.getLogger(__name__)


class CrmCustomer(models.Model):
    """Scores and segments of the customer.

    Turnover and orders of the scoring window are facts: a touched customer has them
    within a minute. Scores and classes compare a customer with all others, so they are
    computed for the whole company, every night and when the rules of scoring change.
    """

    _name = "crm.customer"
    # what extends the facts stands before crm.customer, which inherits them
    _inherit = [
        "crm.customer.proof.mixin",
        "crm.customer.scoring.mixin",
        "crm.customer.segment.mixin",
        "crm.customer.old.sales.mixin",
        "crm.customer.volume.mixin",
        "crm.customer.satisfaction.mixin",
        "crm.customer",
        "crm.customer.value.mixin",
        "crm.customer.season.mixin",
    ]

    trade_type_id = fields.Many2one(
        comodel_name="crm.trade.type",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="ABC compares customers of one trade type.",
    )

    # basis of the scores
    rfm_order_count = fields.Integer(
        string="Orders in the Scoring Window", readonly=True, copy=False
    )
    rfm_amount = fields.Monetary(
        string="Turnover in the Scoring Window",
        readonly=True,
        copy=False,
        help="Untaxed confirmed orders less credit notes; the window is a setting of "
        "the company.",
    )

    # scores
    rfm_r = fields.Integer(
        string="Recency Score", readonly=True, copy=False, aggregator="avg"
    )
    rfm_f = fields.Integer(
        string="Frequency Score", readonly=True, copy=False, aggregator="avg"
    )
    rfm_m = fields.Integer(
        string="Amount Score", readonly=True, copy=False, aggregator="avg"
    )
    rfm_score = fields.Char(
        string="RFM",
        readonly=True,
        copy=False,
        help="Recency, frequency and amount, each from 1 to 5 (best), compared with "
        "the other customers of the company. Computed every night.",
    )
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment",
        string="RFM Segment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    abc_class = fields.Selection(
        selection=[(name, name) for name in CLASSES],
        string="ABC Class",
        readonly=True,
        copy=False,
        help="Usually inside the trade type, by turnover of the scoring window: A are "
        "the customers who make the first 75 %, B the next 20 %, C the rest. Group, "
        "measure and cuts are settings. Computed every night.",
    )
    abc_share = fields.Float(
        string="Share of Its Group", readonly=True, copy=False, aggregator="sum"
    )
    abc_cumulative = fields.Float(
        string="Cumulative Share", readonly=True, copy=False, aggregator="max"
    )
    company_share = fields.Float(
        string="Share of Company Turnover",
        readonly=True,
        copy=False,
        aggregator="sum",
    )

    # segments
    segment_membership_ids = fields.One2many("crm.segment.membership", "customer_id")
    segment_ids = fields.Many2many(
        comodel_name="crm.segment",
        string="Segments",
        compute="_compute_segment_ids",
        search="_search_segment_ids",
    )
    segment_count = fields.Integer(compute="_compute_segment_ids")

    @api.depends("segment_membership_ids.date_to", "segment_membership_ids.segment_id")
    def _compute_segment_ids(self):
        memberships = self.env["crm.segment.membership"].search(
            [("customer_id", "in", self._origin.ids), ("date_to", "=", False)]
        )
        by_customer = memberships.grouped("customer_id")
        for customer in self:
            current = by_customer.get(customer._origin, memberships.browse())
            customer.segment_ids = current.segment_id
            customer.segment_count = len(current)

    def _search_segment_ids(self, operator, value):
        if operator not in ("in", "any", "ilike"):
            return NotImplemented
        member = Domain("date_to", "=", False)
        nobody = operator == "in" and False in value
        if operator == "in":
            value = [item for item in value if item]
        wanted = member & Domain("segment_id", operator, value)
        found = Domain("segment_membership_ids", "any", wanted)
        if nobody:
            found |= Domain("segment_membership_ids", "not any", member)
        return found

    def action_view_segment_memberships(self):
        self.ensure_one()
        return self._window_action("crm_segmentation.crm_segment_membership_action")

    def action_export_classification(self):
        """Button: the rows of the screen, or the chosen ones, as XLSX."""
        domain = Domain("id", "in", self.ids) if self else Domain.TRUE
        if not self:
            domain = Domain(self.env.context.get("active_domain") or [])
        export = self.env["crm.classification.export"].create({"domain": list(domain)})
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm_segmentation/classification/{export.id}",
            "target": "download",
        }

    @api.model
    def _fact_sources(self, scope):
        return [*super()._fact_sources(scope), *self._scoring_sources(scope)]

    @api.model
    def _apply_rules(self, scope):
        changed = super()._apply_rules(scope)
        if scope.customer_ids is None:
            changed |= self._store_scores(scope)
        return changed | self.env["crm.segment"]._refresh_memberships(scope)

    @api.model
    def _refresh_scores(self, company, today=None):
        """Ranks all customers of a company anew, then refreshes the segments.

        Returns the customers that changed; a second run in a row changes nothing.
        """
        self.env.flush_all()
        accounts = self.sudo().with_context(active_test=False).with_company(company)
        scope = accounts._fact_scope(company, None, today)
        changed = accounts._store_sources(scope, accounts._scoring_sources(scope))
        changed |= accounts._store_scores(scope)
        changed |= accounts.env["crm.segment"]._refresh_memberships(scope)
        self.env.invalidate_all()
        company.sudo().segmentation_date_scores = scope.today
        return self.browse(sorted(changed))

    @api.model
    def _store_scores(self, scope):
        company = self.env["res.company"].browse(scope.company_id).sudo()
        query = customer_scores(scope, company._score_rules())
        changed = self._store_sources(scope, [FactSource(SCORE_COLUMNS, query)])
        return changed | self._store_ratings(scope)

    def _prepare_for_merge(self, kept):
        """Keeps the history of both; only what would be double ends or goes."""
        result = super()._prepare_for_merge(kept)
        # one customer has one value; the next night counts the documents of both
        self.sudo().with_context(active_test=False).value_ids.unlink()
        self._drop_twin_answers(kept)
        self.env.flush_all()
        today = self._today(kept.company_id)
        self.env.execute_query(leave_twin_segments(self.ids, kept.id, today))
        self.env.execute_query(drop_twin_lines(self.ids, kept.id))
        self.env.execute_query(leave_twin_results(self.ids, kept.id, today))
        self.env.execute_query(drop_twin_listings(self.ids, kept.id))
        self.env.execute_query(drop_twin_snapshots(self.ids, kept.id))
        self.env.invalidate_all()
        return result

    @api.model
    def _cron_refresh_scores(self):
        """Companies whose scores are not of their own today, one transaction each."""
        cron = self.env["ir.cron"]
        due = [
            company
            for company in self.env["res.company"].sudo().search([])
            if company.segmentation_date_scores != self._today(company)
        ]
        cron._commit_progress(remaining=len(due))
        for company in due:
            try:
                with self.env.cr.savepoint():
                    self._refresh_scores(company)
            except OperationalError:
                # somebody edits a customer at this moment; the company stays due
                self.env.cr.rollback()
                _logger.info("Scores of %s: rows in use, taken up again", company.id)
                break
            except Exception:
                # a company with a fault must not keep the job from the others
                _logger.exception("Scores of company %s failed", company.id)
            if not cron._commit_progress(1):
                break
