# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from . import crm_segment_queries as queries


class CrmSegment(models.Model):
    """A group of customers described by a rule, with everybody's entry and exit."""

    _name = "crm.segment"
    _description = "Customer Segment"
    _inherit = [
        "crm.segment.preview.mixin",
        "crm.segment.refresh.mixin",
        "mail.thread",
    ]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(
        default=10, help="In an exclusive set, the lower number comes first."
    )
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Empty: the segment collects customers of every company.",
    )
    color = fields.Integer()
    description = fields.Text(translate=True, help="The rule in words, and what to do.")
    rule_domain = fields.Char(tracking=True)
    rule_enabled = fields.Boolean(tracking=True)
    set_id = fields.Many2one(
        comodel_name="crm.segment.set",
        string="Exclusive Set",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="A customer belongs to one segment of the set at most: the first whose "
        "rule it meets.",
    )

    # target market: who is served first, and why they buy from us
    is_target = fields.Boolean(
        string="Target Market",
        tracking=True,
        help="The company has decided to serve these customers first.",
    )
    is_key_account = fields.Boolean(
        string="Key Accounts",
        tracking=True,
        help="Its members are in the key-account programme: the report of key accounts "
        "shows win rate, margin and share of wallet of each such segment.",
    )
    buying_points = fields.Text(
        translate=True, help="What these customers look for when they buy."
    )
    selling_points = fields.Text(
        translate=True, help="What we offer that answers it, and how we put it."
    )
    difference = fields.Text(
        string="Different from Others",
        translate=True,
        help="What sets these customers apart from those of competitors.",
    )

    # what holds for members
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        ondelete="restrict",
        tracking=True,
        help="Prices of the members who have neither a pricelist of their own nor one "
        "of their tier. With several segments the first one counts.",
    )
    visit_policy_id = fields.Many2one(
        comodel_name="crm.visit.policy",
        string="Visits by",
        domain="[('rule_enabled', '=', True)]",
        ondelete="restrict",
        tracking=True,
        help="How often members are visited, and by whom; comes before the conditions "
        "of the visit policies. A policy switched off does not count.",
    )
    step_ids = fields.One2many("crm.segment.step", "segment_id", copy=True)
    steps_on_first_fill = fields.Boolean(
        string="Steps for the First Fill Too",
        help="Off: the customers who meet the rule when the segment is applied for "
        "the first time get no step; only who enters later does.",
    )

    # members
    membership_ids = fields.One2many("crm.segment.membership", "segment_id")
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_currency_id"
    )
    member_count = fields.Integer(string="Members", compute="_compute_members")
    member_amount = fields.Monetary(
        string="Turnover of Members (12 Months)", compute="_compute_members"
    )
    run_failed_count = fields.Integer(
        string="Failed Steps", compute="_compute_run_failed_count"
    )

    may_survey = fields.Boolean(compute="_compute_may_survey")

    @api.depends_context("uid")
    def _compute_may_survey(self):
        self.may_survey = self.env["crm.customer"]._may_plan_survey()

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.depends_context("allowed_company_ids", "uid")
    def _compute_members(self):
        groups = self.env["crm.segment.membership"]._read_group(
            [("segment_id", "in", self.ids), ("date_to", "=", False)],
            ["segment_id"],
            ["__count", "customer_amount:sum_currency"],
        )
        sizes = {segment.id: (count, amount) for segment, count, amount in groups}
        for segment in self:
            count, amount = sizes.get(segment._origin.id, (0, 0.0))
            segment.member_count = count
            segment.member_amount = amount or 0.0

    @api.depends_context("allowed_company_ids", "uid")
    def _compute_run_failed_count(self):
        groups = self.env["crm.segment.run"]._read_group(
            [("segment_id", "in", self.ids), ("state", "=", "failed")],
            ["segment_id"],
            ["__count"],
        )
        counts = {segment.id: count for segment, count in groups}
        for segment in self:
            segment.run_failed_count = counts.get(segment._origin.id, 0)

    @api.constrains("pricelist_id", "visit_policy_id", "company_id")
    def _check_company_of_offers(self):
        """What holds for members must be of the segment's company or of every one."""
        for segment in self:
            for offer in (segment.pricelist_id, segment.visit_policy_id.sudo()):
                if offer.company_id and offer.company_id != segment.company_id:
                    raise ValidationError(
                        self.env._(
                            "%(segment)s serves other companies than %(offer)s, which "
                            "is of %(company)s: give the segment that company.",
                            segment=segment.display_name,
                            offer=offer.display_name,
                            company=offer.company_id.display_name,
                        )
                    )

    @api.constrains(
        "active",
        "company_id",
        "kind",
        "formula",
        "rule_domain",
        "rule_enabled",
        "set_id",
        "pricelist_id",
        "visit_policy_id",
        "step_ids",
        "steps_on_first_fill",
        "sequence",
    )
    def _check_reach(self):
        """What a shared segment does reaches every company, so its author must too."""
        self.filtered(
            lambda segment: (
                segment.step_ids or segment.pricelist_id or segment.visit_policy_id
            )
        )._check_author_reaches()

    @api.model_create_multi
    def create(self, vals_list):
        segments = super().create(vals_list)
        if segments.pricelist_id:
            self.env.registry.clear_cache()
        return segments

    def write(self, vals):
        changes_set = "set_id" in vals
        result = super().write(vals)
        if changes_set:
            self.env.flush_all()
            self.env.execute_query(queries.leave_set(self.ids))
            self.env["crm.segment.membership"].invalidate_model(["set_id"])
        if {"pricelist_id", "active"} & set(vals):
            self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        """Who belonged when is a history that reports read, other than a draft of
        today."""
        earlier = (
            self.env["crm.segment.membership"]
            .sudo()
            .search(
                [
                    ("segment_id", "in", self.ids),
                    ("date_from", "<", fields.Date.context_today(self)),
                ],
                order="date_from, id",
                limit=1,
            )
        )
        if earlier:
            raise UserError(
                self.env._(
                    "%(segment)s has had members since %(day)s, and who belonged "
                    "when is kept: archive it instead.",
                    segment=earlier.segment_id.display_name,
                    day=fields.Date.to_string(earlier.date_from),
                )
            )

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def action_view_members(self):
        self.ensure_one()
        return self._customers_action([("segment_ids", "in", self.ids)])

    def action_view_memberships(self):
        return self._lines_action("crm_segmentation.crm_segment_membership_action")

    def action_view_runs(self):
        return self._lines_action("crm_segmentation.crm_segment_run_action")

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

    def _check_author_reaches(self):
        """Refuses shared segments that act, to who does not work in every company.

        Constraints run with all rights: it is the user who counts.
        """
        shared = self.filtered(lambda segment: not segment.company_id)
        if self.env.uid == SUPERUSER_ID or not shared:
            return
        companies = self.env["res.company"].sudo().search_count([])
        if len(self.env.user.company_ids) < companies:
            raise AccessError(
                self.env._(
                    "%s has steps, prices or visits and no company, so it reaches "
                    "customers of companies you do not work in: give it a "
                    "company.",
                    shared[0].display_name,
                )
            )

    def _customers_action(self, domain):
        """Customers as a list, which is what one does with the members of a segment."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action"
        )
        views = sorted(action["views"], key=lambda view: view[1] != "list")
        return {
            **action,
            "name": self.name,
            "display_name": self.name,
            "domain": domain,
            "context": {},
            "views": views,
            "view_mode": ",".join(view[1] for view in views),
        }

    def _lines_action(self, xml_id):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("segment_id", "=", self.id)]
        action["context"] = {}
        return action
