# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmSetupStep(models.Model):
    """One step of the set-up guide: what the company's own data say, and where to act.

    A module adds a step as a record with a ``code`` and the method
    ``_figure_<code>(company)``, which says in one sentence how things stand; with
    ``_outcome_<code>(company)``, what acting would do to the company's own data, and
    ``_way_back_<code>(company)``, how it is undone.
    """

    _name = "crm.setup.step"
    _description = "Set-up Step"
    _inherit = ["crm.setup.outcome.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Which figure of the company is shown.")
    description = fields.Text(translate=True)
    action_id = fields.Many2one(
        comodel_name="ir.actions.act_window", required=True, ondelete="cascade"
    )
    done_company_ids = fields.Many2many(
        comodel_name="res.company", string="Done in", copy=False
    )
    is_done = fields.Boolean(string="Done", compute="_compute_is_done")
    figure = fields.Char(string="How It Stands", compute="_compute_figure")
    outcome = fields.Char(string="What It Would Do", compute="_compute_figure")
    way_back = fields.Char(string="The Way Back", compute="_compute_figure")

    _code_unique = models.Constraint("UNIQUE (code)", "This step is already there.")

    @api.depends("done_company_ids")
    @api.depends_context("company")
    def _compute_is_done(self):
        for step in self:
            step.is_done = self.env.company in step.done_company_ids

    @api.depends("code")
    @api.depends_context("company", "lang")
    def _compute_figure(self):
        for step in self:
            for name in ("figure", "outcome", "way_back"):
                sentence = getattr(step.sudo(), f"_{name}_{step.code}", None)
                step[name] = sentence(self.env.company) if sentence else False

    def action_open(self):
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(self.action_id.xml_id)

    def action_done(self):
        """Ticks the step off for the current company, or takes the tick back."""
        self._check_may_set_up()
        company = self.env.company
        for step in self.sudo():
            if company in step.done_company_ids:
                step.done_company_ids -= company
            else:
                step.done_company_ids += company

    @api.model
    def _check_may_set_up(self):
        if not (
            self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
            or self.env.user.has_group("base.group_system")
        ):
            raise AccessError(
                self.env._("Only directors and administrators set the company up.")
            )

    def _figure_owner(self, company):
        customers = self.env["crm.customer"]
        return self.env._(
            "%(free)s of %(all)s customers have no owner.",
            free=customers.search_count(
                [("company_id", "=", company.id), ("user_id", "=", False)]
            ),
            all=customers.search_count([("company_id", "=", company.id)]),
        )

    def _figure_visibility(self, company):
        group = self.env.ref("crm_lifecycle.crm_lifecycle_group_user")
        users = group.all_user_ids.filtered(
            lambda user: company in user.company_ids and not user.share
        )
        return self.env._("%s people work with customers.", len(users))

    def _figure_duplicates(self, company):
        return self.env._(
            "%s pairs of accounts look like one customer.",
            self.env["crm.customer.duplicate"].search_count(
                [("company_id", "=", company.id), ("state", "=", "open")]
            ),
        )

    def _figure_stages(self, company):
        followed = company.lifecycle_stage_set_id
        groups = self.env["crm.customer"]._read_group(
            [("company_id", "=", company.id)], ["stage_id"], ["__count"]
        )
        return self.env._(
            "%(set)s: %(stages)s",
            set=followed.name or self.env._("Standard stages"),
            stages=", ".join(f"{stage.name} {count}" for stage, count in groups),
        )

    def _figure_pool(self, company):
        pools = self.env["crm.customer.pool"].search([("company_id", "=", company.id)])
        taking = pools.filtered("is_reclaim_on")
        return self.env._(
            "Pools: %(pools)s. Those that take silent customers back: %(taking)s.",
            pools=len(pools),
            taking=len(taking),
        )

    def _figure_tiers(self, company):
        customers = self.env["crm.customer"]
        return self.env._(
            "%(members)s members; %(candidates)s more customers meet a rule.",
            members=customers.search_count(
                [("company_id", "=", company.id), ("vip_tier_id", "!=", False)]
            ),
            candidates=customers.search_count(
                [("company_id", "=", company.id), ("is_vip_candidate", "=", True)]
            ),
        )

    def _figure_visits(self, company):
        policies = self.env["crm.visit.policy"].search(
            [("company_id", "in", [company.id, False])]
        )
        return self.env._(
            "%(on)s of %(all)s visit policies are switched on.",
            on=len(policies.filtered("rule_enabled")),
            all=len(policies),
        )
