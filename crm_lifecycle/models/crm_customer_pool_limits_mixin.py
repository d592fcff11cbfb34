# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_pool_rules import Allowance


class CrmCustomerPoolLimitsMixin(models.AbstractModel):
    """Quota, caps and locks: counted over all pools of a company.

    A person belongs to several pools: of several numbers the smallest counts.
    """

    _name = "crm.customer.pool.limits.mixin"
    _description = "Limits of Pools"

    def _allowance(self, user):
        """The ``Allowance`` of `user` in this pool today (call as superuser)."""
        self.ensure_one()
        limits = [self._claims_left(user), self._cap_left(user, self.company_id)]
        limits = [limit for limit in limits if limit.left is not None]
        if not limits:
            return Allowance(None, self.env._("No limit on claims."))
        return min(limits, key=lambda limit: limit.left)

    def _claims_left(self, user):
        if not self.claim_limit:
            return Allowance(None, "")
        today = self.env["crm.customer"]._today(self.company_id)
        claimed = self.env["crm.customer.ownership"]._claims_of(
            user, self.company_id, today
        )
        left = max(self.claim_limit - claimed, 0)
        return Allowance(
            left,
            self.env._(
                "You may claim %(left)s more today: %(limit)s per day, "
                "%(claimed)s claimed already.",
                left=left,
                limit=self.claim_limit,
                claimed=claimed,
            ),
        )

    @api.model
    def _cap_left(self, user, company):
        """The smallest of the person's and the team's caps."""
        pools = self._pools_of(user, company)
        limits = [Allowance(None, "")]
        for label, field, owners in (
            (user.name, "holding_cap", user),
            (user.sale_team_id.name, "team_cap", user.sale_team_id.member_ids),
        ):
            caps = pools.filtered(field).sorted(field)[:1]
            if caps and owners:
                limits.append(self._left_of_cap(caps, caps[field], label, owners))
        return min(
            limits, key=lambda limit: float("inf") if limit.left is None else limit.left
        )

    @api.model
    def _left_of_cap(self, pool, cap, label, owners):
        held = Domain("user_id", "in", owners.ids) & Domain(
            "company_id", "=", pool.company_id.id
        )
        if pool.cap_spares_buyers:
            held &= Domain("order_count_12m", "=", 0)
        count = self.env["crm.customer"].sudo().search_count(held)
        left = max(cap - count, 0)
        return Allowance(
            left,
            self.env._(
                "%(who)s may hold %(cap)s customers and holds %(count)s: "
                "%(left)s more.",
                who=label,
                cap=cap,
                count=count,
                left=left,
            ),
        )

    @api.model
    def _pools_of(self, user, company):
        pools = self.sudo().search([("company_id", "=", company.id)])
        return pools.filtered(lambda pool: pool._is_member(user))

    @api.model
    def _check_cap(self, user, company, more):
        allowance = self._cap_left(user, company)
        if more and allowance.left is not None and allowance.left < more:
            raise UserError(
                self.env._(
                    "%(reason)s Release customers first, or raise the cap under "
                    "Configuration › Pools.",
                    reason=allowance.reason,
                )
            )

    @api.model
    def _check_may_lock(self, customer, until):
        """Locks are few and end: cap and longest period of the owner's pools."""
        owner, company = customer.user_id, customer.company_id
        pools = self._pools_of(owner, company)
        cap = min(pools.mapped("lock_cap"), default=0)
        held = (
            self.env["crm.customer"]
            .sudo()
            .search_count(
                [
                    ("user_id", "=", owner.id),
                    ("company_id", "=", company.id),
                    ("is_locked", "=", True),
                    ("id", "!=", customer.id),
                ]
            )
        )
        if held >= cap:
            raise UserError(
                self.env._(
                    "%(owner)s may lock %(cap)s customers and has locked %(held)s. "
                    "Unlock another one first.",
                    owner=owner.name,
                    cap=cap,
                    held=held,
                )
            )
        today = self.env["crm.customer"]._today(company)
        longest = today + timedelta(days=min(pools.mapped("lock_days")))
        if not today <= until <= longest:
            raise UserError(
                self.env._(
                    "%(customer)s can be locked until %(day)s at the longest.",
                    customer=customer.display_name,
                    day=longest,
                )
            )
