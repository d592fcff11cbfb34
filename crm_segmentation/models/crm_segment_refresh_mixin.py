# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from . import crm_segment_queries as queries


class CrmSegmentRefreshMixin(models.AbstractModel):
    """Who enters and who leaves: one statement per segment or exclusive set."""

    _name = "crm.segment.refresh.mixin"
    _description = "Refresh of Segments"
    _inherit = ["crm.segment.kind.mixin"]

    def action_refresh_members(self):
        """Applies the rule now instead of at the next refresh.

        Segments of one exclusive set are decided together.
        """
        self.check_access("write")
        self.env.flush_all()
        customers = self.env["crm.customer"].sudo()
        segments = self.sudo()
        segments |= segments.set_id.segment_ids
        for company in self.env.companies:
            scope = customers._fact_scope(company)
            in_use = segments._rules_of_company(company.id) & segments
            in_use._follow_moves(scope, in_use._move_members(scope))
        self.env.invalidate_all()

    @api.model
    def _rules_of_company(self, company_id):
        """Segments in use, by priority; one without a rule takes nobody."""
        ruled = (
            (Domain("kind", "=", "domain") & self._has_condition_domain())
            | (Domain("kind", "=", "formula") & Domain("formula", "!=", False))
            | Domain("kind", "=", "list")
        )
        return self.sudo().search(
            Domain("company_id", "in", [company_id, False])
            & Domain("active", "=", True)
            & Domain("rule_enabled", "=", True)
            & ruled
        )

    @api.model
    def _has_condition_domain(self):
        return Domain("rule_domain", "not in", [False, "", "[]"])

    @api.model
    def _refresh_memberships(self, scope):
        """Opens and closes memberships in the scope; returns the customers moved."""
        if scope.customer_ids is None:
            self.env["crm.customer"].sudo()._store_region_shares(scope)
        segments = self._rules_of_company(scope.company_id)
        query = queries.close_other_memberships(scope, segments.ids)
        moves = self.env.execute_query(query) + segments._move_members(scope)
        segments._follow_moves(scope, moves)
        return {customer_id for _id, customer_id, _segment_id, _entered in moves}

    def _move_members(self, scope):
        """Rows (membership id, customer id, segment id, entered) of all who moved.

        `self` are segments in use, by priority, as superuser.
        """
        moves = []
        for unit in self._units(scope):
            moves += self.env.execute_query(queries.move_members(scope, unit))
            if scope.customer_ids is None and unit.set_id:
                # after the move, when nobody stands in two of them any more
                self.env.execute_query(queries.adopt_set(unit, scope.company_id))
        return moves

    def _units(self, scope):
        """One unit per exclusive set, and one per segment that is in none."""
        groups = {}
        for segment in self:
            groups.setdefault(segment.set_id or segment, []).append(segment)
        return [
            queries.Unit(
                set_id=segments[0].set_id.id or None,
                members=[
                    (
                        segment.id,
                        segment._rule_subselect(scope),
                        segment._evidence_columns(),
                    )
                    for segment in segments
                ],
            )
            for segments in groups.values()
        ]

    def _rule_subselect(self, scope):
        """SQL subselect of who meets the rule on the day of the scope, or None."""
        self.ensure_one()
        if self.kind == "list":
            return None
        return self._subselect(self._own_rule_on(scope.today), scope)

    def _follow_moves(self, scope, moves):
        """What follows from entries and exits: steps to be done, visits to be made.

        `self` are segments in use: one that is switched off takes no step any more.
        """
        # read whether anybody moved or not: a refresh takes the same queries each time
        busy = self.filtered("step_ids")
        visited = self.visit_policy_id
        if moves and busy:
            busy._queue_steps(scope, moves)
        if moves and visited:
            customers = self.env["crm.customer"].sudo()
            customers._follow_segment_visits(scope, {move[1] for move in moves})

    def _queue_steps(self, scope, moves):
        """Notes the steps of segments entered and left, and wakes the job.

        The first fill of a segment takes customers who have met its rule for long:
        its steps are done for them only when the segment says so.
        """
        skipped = set(self._in_first_fill(scope.company_id, moves).ids)
        busy = {"entry": set(self.ids) - skipped, "exit": set(self.ids)}
        queued = []
        for moment, entering in (("entry", True), ("exit", False)):
            ids = [
                membership_id
                for membership_id, _customer_id, segment_id, entered in moves
                if entered == entering and segment_id in busy[moment]
            ]
            if ids:
                query = queries.queue_steps(ids, moment, scope.today)
                queued += self.env.execute_query(query)
        if queued:
            self.env["crm.segment.run"]._wake()

    def _in_first_fill(self, company_id, moves):
        """Segments that had no member in the company before these moves."""
        new_ids = [move[0] for move in moves if move[3]]
        quiet = self.filtered(lambda segment: not segment.steps_on_first_fill)
        if not new_ids or not quiet:
            return quiet.browse()
        query = queries.filled_segments(quiet.ids, company_id, new_ids)
        known = {row[0] for row in self.env.execute_query(query)}
        return quiet.filtered(lambda segment: segment.id not in known)
