# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import crm_name_rules


class CrmCustomerPoolMixin(models.AbstractModel):
    """The customer in the pool: claimed, released, locked."""

    _name = "crm.customer.pool.mixin"
    _description = "Customer in the Pool"

    pool_id = fields.Many2one(
        comodel_name="crm.customer.pool",
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
        help="The public pool in which the customer waits for an owner.",
    )
    date_pool = fields.Datetime(string="In the Pool since", readonly=True, copy=False)
    date_locked_until = fields.Date(
        string="Locked until",
        readonly=True,
        copy=False,
        tracking=True,
        help="Until this day the customer is not taken back for want of sales actions.",
    )
    lock_reason = fields.Char(readonly=True, copy=False)
    is_locked = fields.Boolean(compute="_compute_is_locked", search="_search_is_locked")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends("date_locked_until")
    def _compute_is_locked(self):
        today = fields.Date.context_today(self)
        for customer in self:
            until = customer.date_locked_until
            customer.is_locked = bool(until and until >= today)

    def _search_is_locked(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date_locked_until", ">=", fields.Date.context_today(self))]

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for customer in self:
            customer.is_mine = customer.user_id == self.env.user

    def action_open_release(self):
        return self._window_action("crm_lifecycle.crm_customer_release_action")

    def action_open_lock(self):
        return self._window_action("crm_lifecycle.crm_customer_lock_action")

    def action_unlock(self):
        self._unlock()

    def _claim(self):
        """Takes customers of the pool for the acting user; one person wins.

        Checks membership, the daily allowance over all pools, the holding caps, the
        cool-down of everybody who held the customer, and the rest of newcomers.
        Raises AccessError or UserError naming the rule.
        """
        self.env["crm.customer"].check_access("read")
        self._lock_for_decision()
        customers = self.sudo()
        for customer in customers:
            if not customer.pool_id:
                raise UserError(customer.with_env(self.env)._taken_message())
        for pool, members in customers.grouped("pool_id").items():
            # one allowance for all pools of the company, so all of them count
            company = pool.company_id
            wanted = customers.filtered(lambda c, co=company: c.company_id == co)
            pool.with_env(self.env)._check_may_claim(members, len(wanted))
        losers = customers._last_losers()
        for company, members in self.grouped(lambda c: c.sudo().company_id).items():
            members.with_company(company)._change_owner(
                self.env.user, self.env._("Claimed from the pool"), "claim"
            )
        for customer in customers:
            customer._move_belongings(losers[customer.id], self.env.user)

    def _taken_message(self):
        """Why a customer that was in the pool a moment ago cannot be claimed."""
        customer = self.sudo()
        if customer.user_id:
            return self.env._(
                "%(owner)s was faster: %(customer)s has an owner. Choose another one.",
                owner=customer.user_id.name,
                customer=self._shown_name(),
            )
        return self.env._(
            "%(customer)s is not in a pool. Ask a director to put it there.",
            customer=self._shown_name(),
        )

    def _last_losers(self):
        """{customer id: user who held it last before the pool} (sudo)."""
        lines = self.env["crm.customer.ownership"].search(
            [("customer_id", "in", self.ids), ("from_user_id", "!=", False)],
            order="date, id",
        )
        losers = {line.customer_id.id: line.from_user_id for line in lines}
        return {c.id: losers.get(c.id, self.env["res.users"]) for c in self}

    def _release(self, reason, pool=None, kind="release"):
        """Puts the customers into a pool: `pool`, or the first that takes them.

        Allowed to the owner, and to whoever may assign the customer. Open quotations
        and opportunities stay with the old owner until somebody claims; his planned
        activities end.
        """
        self._check_may_release()
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the customer is released; it is kept for good.")
            )
        for customer in self:
            customer._check_pool_of_company(pool)
            if not (pool or customer._pool_taking_it()):
                raise UserError(
                    self.env._(
                        "No pool takes %(customer)s. A director can add a pool, or "
                        "widen the rule of one, under Configuration › Pools.",
                        customer=customer.display_name,
                    )
                )
        owners = self.sudo().user_id
        self._end_activities_of(owners)
        self._change_owner(
            self.env["res.users"], reason, kind, {"pool_id": pool.id if pool else None}
        )

    def _check_pool_of_company(self, pool):
        if pool and pool.sudo().company_id != self.sudo().company_id:
            raise UserError(
                self.env._(
                    "Pool %(pool)s belongs to another company than %(customer)s.",
                    pool=pool.sudo().name,
                    customer=self._shown_name(),
                )
            )

    def _check_may_release(self):
        for customer in self:
            if not self.env.su and customer.sudo().user_id != self.env.user:
                customer._check_may_assign(self.env["res.users"])

    def _end_activities_of(self, users):
        self.sudo().activity_ids.filtered(lambda a: a.user_id in users).unlink()

    def _pool_after(self, user, values):
        """The pool the customer is in once `user` owns it."""
        if user or "pool_id" not in values:
            return self.env["crm.customer.pool"]
        if values["pool_id"]:
            return self.env["crm.customer.pool"].browse(values["pool_id"])
        return self._pool_taking_it()

    def _pool_taking_it(self):
        return self.env["crm.customer.pool"].sudo()._pool_for(self.sudo())

    def _lock(self, until, reason):
        """The owner keeps the customer from being taken back until a day.

        How many customers a person may lock, and for how long, is set in the pools he
        belongs to; the smallest number counts.
        """
        self._check_may_release()
        pools = self.env["crm.customer.pool"].sudo()
        for customer in self:
            pools._check_may_lock(customer.sudo(), until)
        self.sudo().write({"date_locked_until": until, "lock_reason": reason})

    def _unlock(self):
        self._check_may_release()
        self.sudo().write({"date_locked_until": False, "lock_reason": False})

    def _check_holding_cap(self, user):
        """People over their cap keep theirs and get no more."""
        for company, customers in self.sudo().grouped("company_id").items():
            more = customers.filtered(lambda c: c.user_id != user)
            self.env["crm.customer.pool"].sudo()._check_cap(user, company, len(more))

    def _check_claimable(self, pool, user):
        """Cool-down and rest: counted in the ledger, not in dates a form can edit."""
        now = fields.Datetime.now()
        since = now - timedelta(days=pool.cooldown_days)
        lost = self.env["crm.customer.ownership"]._lost_since(self, user, since)
        for customer in self.sudo():
            if pool.cooldown_days and customer.id in lost:
                raise UserError(
                    self.env._(
                        "You held %(customer)s within the last %(days)s days; for so "
                        "long pool %(pool)s leaves it to others.",
                        customer=customer.with_env(self.env)._shown_name(),
                        days=pool.cooldown_days,
                        pool=pool.name,
                    )
                )
            rested = now - timedelta(days=pool.rest_days)
            if pool.rest_days and customer.date_pool and customer.date_pool > rested:
                raise UserError(
                    self.env._(
                        "%(customer)s rests in pool %(pool)s for %(days)s days first.",
                        customer=customer.with_env(self.env)._shown_name(),
                        days=pool.rest_days,
                        pool=pool.name,
                    )
                )

    def _shown_name(self):
        """Name of the customer, masked for those who may not see it."""
        if self.has_access("read"):
            return self.display_name
        return crm_name_rules.mask(self.sudo().name)
