# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


class CrmCustomerPool(models.Model):
    """A public pool: which customers it takes, who may claim them, by which rules.

    Every rule is off until a number is entered or a switch is set. What a person may
    do is counted over all pools of the company; of several caps the smallest counts.
    """

    _name = "crm.customer.pool"
    _description = "Customer Pool"
    _inherit = [
        "crm.customer.pool.limits.mixin",
        "crm.customer.pool.reclaim.mixin",
        "crm.rule.mixin",
        "mail.thread",
    ]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    # people
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        string="Teams",
        help="Members of these teams see the cards and may claim. Without teams and "
        "people the pool is open to everybody of the company.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_customer_pool_user_rel",
        string="People",
        domain="[('share', '=', False)]",
    )
    admin_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_customer_pool_admin_rel",
        string="Pool Keepers",
        domain="[('share', '=', False)]",
        help="They see the customers of this pool unmasked and assign them.",
    )
    is_for_all = fields.Boolean(compute="_compute_is_for_all", store=True)

    # claiming
    claim_limit = fields.Integer(
        string="Claims per Person and Day",
        tracking=True,
        help="0 is no limit. Claims of all pools of the company count together, also "
        "those that were given back.",
    )
    cooldown_days = fields.Integer(
        string="Cool-down (Days)",
        tracking=True,
        help="Who held the customer within so many days may not claim it. 0 is off.",
    )
    rest_days = fields.Integer(
        string="Rest (Days)",
        tracking=True,
        help="A customer new in the pool cannot be claimed for so many days. 0 is off.",
    )
    holding_cap = fields.Integer(
        string="Customers per Person",
        tracking=True,
        help="0 is no cap. Who holds more keeps them and gets no more.",
    )
    team_cap = fields.Integer(string="Customers per Team", tracking=True)
    cap_spares_buyers = fields.Boolean(
        string="Buyers do not Count",
        help="Customers with an order in the last 12 months do not use up the cap.",
    )
    lock_cap = fields.Integer(
        string="Locks per Person", tracking=True, help="0: nobody may lock."
    )
    lock_days = fields.Integer(string="Longest Lock (Days)", default=90, tracking=True)

    # taking back
    is_reclaim_on = fields.Boolean(
        string="Take Customers back",
        tracking=True,
        help="Customers whose owner shows no proved sales action come back here.",
    )
    date_reclaim_on = fields.Date(string="Taking back since", readonly=True)
    reclaim_days = fields.Integer(
        string="Taken back after (Days)", default=60, tracking=True
    )
    remind_days = fields.Integer(
        string="Reminder after (Days)", default=30, tracking=True
    )
    grace_days = fields.Integer(
        string="Grace after Switching on (Days)",
        default=14,
        help="Nobody loses a customer before so many days after the switch.",
    )
    appeal_days = fields.Integer(
        string="An Accepted Appeal Keeps for (Days)", default=30
    )
    exempt_domain = fields.Char(
        string="Never Taken back",
        default="[]",
        help="Customers who meet this condition stay with their owner.",
    )
    term_ids = fields.One2many("crm.customer.pool.term", "pool_id", copy=True)
    customer_ids = fields.One2many("crm.customer", "pool_id")
    customer_count = fields.Integer(compute="_compute_customer_count")
    simulated_count = fields.Integer(
        string="Silent too Long Today",
        compute="_compute_simulated_count",
        help="Customers the rules as they stand would take back today, without grace "
        "and locks; shown before the switch is set.",
    )
    due_count = fields.Integer(
        string="Soon Taken back", compute="_compute_customer_count"
    )

    _numbers_positive = models.Constraint(
        "CHECK (claim_limit >= 0 AND cooldown_days >= 0 AND rest_days >= 0"
        " AND holding_cap >= 0 AND team_cap >= 0 AND lock_cap >= 0 AND lock_days >= 0"
        " AND grace_days >= 0 AND appeal_days >= 0)",
        "Numbers of a pool cannot be negative.",
    )
    _reminder_first = models.Constraint(
        "CHECK (reclaim_days > 0 AND remind_days >= 0 AND remind_days < reclaim_days)",
        "The reminder comes before the customer is taken back.",
    )

    @api.depends("team_ids", "user_ids")
    def _compute_is_for_all(self):
        for pool in self:
            pool.is_for_all = not (pool.team_ids or pool.user_ids)

    def _compute_customer_count(self):
        customers = self.env["crm.customer"].sudo()
        inside = dict(
            customers._read_group(
                Domain("pool_id", "in", self.ids), ["pool_id"], ["__count"]
            )
        )
        due = dict(
            customers._read_group(
                Domain("reclaim_pool_id", "in", self.ids)
                & Domain("date_reclaim", "<=", "+7d"),
                ["reclaim_pool_id"],
                ["__count"],
            )
        )
        for pool in self:
            pool.customer_count = inside.get(pool, 0)
            pool.due_count = due.get(pool, 0)

    @api.depends("rule_domain", "exempt_domain", "reclaim_days", "term_ids")
    def _compute_simulated_count(self):
        customers = self.env["crm.customer"]
        for pool in self:
            pool.simulated_count = customers.search_count(pool._silent_domain())

    @api.constrains("exempt_domain")
    def _check_exempt_domain(self):
        for pool in self:
            try:
                pool._exempt_as_domain().validate(self.env["crm.customer"])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "%(pool)s: “Never taken back” is not a valid condition on "
                        "customers: %(error)s",
                        pool=pool.name,
                        error=error,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        pools = super().create(vals_list)
        pools.filtered("is_reclaim_on")._start_reclaim()
        return pools

    def write(self, vals):
        if vals.get("active") is False:
            self._check_may_close()
        result = super().write(vals)
        if vals.get("is_reclaim_on"):
            self._start_reclaim()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_may_close()
        lines = self.env["crm.customer.ownership"].sudo()
        for pool in self:
            if lines.search_count([("pool_id", "=", pool.id)], limit=1):
                raise UserError(
                    self.env._(
                        "Customers have been in pool %s: archive it, its ledger stays.",
                        pool.name,
                    )
                )

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action_pool_board"
        )
        action["domain"] = [("pool_id", "=", self.id)]
        return action

    def action_view_simulated(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action_reclaim"
        )
        action["domain"] = list(self._silent_domain())
        action["context"] = {}
        return action

    def action_view_due(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_action_reclaim"
        )
        action["domain"] = [("reclaim_pool_id", "=", self.id)]
        return action

    @api.model
    def claim_status(self):
        """What the acting user may claim today, pool by pool, for the screen.

        Returns a list of dicts with the keys id, name, left (number or False) and
        reason (sentence).
        """
        self.check_access("read")
        status = []
        for pool in self.search(Domain("company_id", "in", self.env.companies.ids)):
            allowance = pool.sudo()._allowance(self.env.user)
            status.append(
                {
                    "id": pool.id,
                    "name": pool.name,
                    "left": False if allowance.left is None else allowance.left,
                    "reason": allowance.reason,
                }
            )
        return status

    def _start_reclaim(self):
        """The grace runs from the switch: old silence is not punished at once."""
        for pool in self.sudo():
            pool.date_reclaim_on = self.env["crm.customer"]._today(pool.company_id)

    def _check_may_close(self):
        for pool in self.sudo():
            if pool.customer_count:
                raise UserError(
                    self.env._(
                        "%(count)s customers wait in pool %(pool)s. Assign them or "
                        "move them to another pool first.",
                        count=pool.customer_count,
                        pool=pool.name,
                    )
                )
            others = Domain("company_id", "=", pool.company_id.id) & Domain(
                "id", "not in", self.ids
            )
            if pool.active and not self.sudo().search_count(others, limit=1):
                raise UserError(
                    self.env._(
                        "%(pool)s is the last pool of %(company)s: released customers "
                        "need a place. Switch its rules off instead.",
                        pool=pool.name,
                        company=pool.company_id.name,
                    )
                )

    def _exempt_as_domain(self):
        self.ensure_one()
        return Domain(safe_eval(self.exempt_domain or "[]"))

    @api.model
    def _pool_for(self, customer):
        """The first pool of the company whose rule takes the customer."""
        for pool in self.search([("company_id", "=", customer.company_id.id)]):
            if pool.rule_enabled and customer.filtered_domain(pool._rule_as_domain()):
                return pool
        return self.browse()

    def _is_member(self, user):
        """May `user` see the cards of this pool and claim?"""
        self.ensure_one()
        pool = self.sudo()
        return (
            user in pool.user_ids | pool.admin_ids
            or bool(user.sudo().crm_team_ids & pool.team_ids)
            or user in pool.team_ids.user_id
            or (pool.is_for_all and pool.company_id in user.sudo().company_ids)
        )

    def _check_may_claim(self, customers, wanted):
        """Membership, allowance, cool-down and rest, for the acting user.

        wanted: how many customers of the company he claims at once, over all pools.
        """
        self.ensure_one()
        user = self.env.user
        if not self._is_member(user):
            raise AccessError(
                self.env._(
                    "You are not a member of pool %s. Its keeper can add you.",
                    self.sudo().name,
                )
            )
        self.env["crm.customer.handover"]._check_not_frozen(user)
        allowance = self.sudo()._allowance(user)
        if allowance.left is not None and allowance.left < wanted:
            raise UserError(allowance.reason)
        customers.with_env(self.env)._check_claimable(self.sudo(), user)
