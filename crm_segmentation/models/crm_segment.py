# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from . import crm_score_queries as queries


class CrmSegment(models.Model):
    """A group of customers described by a rule, with everybody's entry and exit."""

    _name = "crm.segment"
    _description = "Customer Segment"
    _inherit = ["crm.rule.mixin", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Empty: the segment collects customers of every company.",
    )
    color = fields.Integer()
    is_target = fields.Boolean(
        string="Target Market",
        help="The company has decided to serve these customers first.",
    )
    description = fields.Text(translate=True, help="The rule in words, and what to do.")
    rule_domain = fields.Char(tracking=True)
    rule_enabled = fields.Boolean(tracking=True)

    # members
    membership_ids = fields.One2many("crm.segment.membership", "segment_id")
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_currency_id"
    )
    member_count = fields.Integer(string="Members", compute="_compute_members")
    member_amount = fields.Monetary(
        string="Turnover of Members (12 Months)", compute="_compute_members"
    )
    rule_match_amount = fields.Monetary(
        string="Turnover of Those (12 Months)",
        compute="_compute_rule_match_amount",
        help="What the customers who meet the rule now bought in 12 months.",
    )

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.depends_context("allowed_company_ids", "uid")
    def _compute_members(self):
        groups = self.env["crm.segment.membership"]._read_group(
            [("segment_id", "in", self.ids), ("date_to", "=", False)],
            ["segment_id"],
            ["customer_id:recordset"],
        )
        members = {segment.id: customers for segment, customers in groups}
        for segment in self:
            customers = members.get(segment.id, self.env["crm.customer"])
            segment.member_count = len(customers)
            segment.member_amount = self._turnover_of([("id", "in", customers.ids)])

    @api.depends("rule_domain")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_rule_match_amount(self):
        for segment in self:
            segment.rule_match_amount = self._turnover_of(segment._rule_as_domain())

    def action_view_members(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        action["name"] = self.name
        action["domain"] = [("segment_ids", "in", self.ids)]
        action["context"] = {}
        return action

    def action_view_memberships(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_segment_membership_action"
        )
        action["domain"] = [("segment_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_survey_members(self):
        """A new survey of the members: customers of one kind (S-529)."""
        self.ensure_one()
        members = [("segment_ids", "in", self.ids)]
        action = self.env["crm.customer"]._prepare_survey_action(self.name, members)
        if not action:
            raise UserError(
                self.env._(
                    "Surveys come with an app that asks customers, such as Complaints. "
                    "Install it to survey the members of %s.",
                    self.name,
                )
            )
        return action

    def action_view_voice(self):
        """Satisfaction of the members."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_voice_report_action"
        )
        action["domain"] = [("customer_id.segment_ids", "in", self.ids)]
        return action

    def action_refresh_members(self):
        """Applies the rule now instead of at the next refresh."""
        self.check_access("write")
        self.env.flush_all()
        customers = self.env["crm.customer"].sudo()
        for company in self.env.companies:
            self.sudo()._move_members(customers._fact_scope(company))
        self.env.invalidate_all()

    @api.model
    def _turnover_of(self, domain):
        """Turnover of 12 months, in the current company's currency."""
        [[amount]] = self.env["crm.customer"]._read_group(
            domain, aggregates=["amount_12m:sum_currency"]
        )
        return amount

    @api.model
    def _rules_of_company(self, company_id):
        """Segments in use; an empty rule takes nobody rather than everybody."""
        return self.sudo().search(
            [
                ("company_id", "in", [company_id, False]),
                ("rule_enabled", "=", True),
                ("rule_domain", "not in", [False, "", "[]"]),
            ]
        )

    @api.model
    def _refresh_memberships(self, scope):
        """Opens and closes memberships in the scope; returns the customers moved."""
        segments = self._rules_of_company(scope.company_id)
        query = queries.close_other_memberships(scope, segments.ids)
        closed = {row[0] for row in self.env.execute_query(query)}
        return closed | segments._move_members(scope)

    def _move_members(self, scope):
        """One statement per segment; `self` is superuser."""
        changed = set()
        for segment in self & self._rules_of_company(scope.company_id):
            matches = segment._rule_subselect(scope)
            query = queries.move_members(scope, segment.id, matches)
            changed.update(row[0] for row in self.env.execute_query(query))
        return changed
