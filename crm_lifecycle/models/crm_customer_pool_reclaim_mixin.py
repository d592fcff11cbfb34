# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from .crm_reclaim_queries import ReclaimRule


class CrmCustomerPoolReclaimMixin(models.AbstractModel):
    """Which customers a pool takes back, and when: its rules, and their simulation."""

    _name = "crm.customer.pool.reclaim.mixin"
    _description = "Taking back into a Pool"

    @api.model
    def _reclaim_rules(self, scope):
        """List of ``ReclaimRule`` of the company in order of precedence."""
        pools = self.sudo().search([("company_id", "=", scope.company_id)])
        return [
            rule
            for pool in pools.filtered(lambda p: p.is_reclaim_on and p.rule_enabled)
            for rule in pool._prepare_reclaim_rules(scope)
        ]

    def _prepare_reclaim_rules(self, scope):
        """Exempt customers first, then other days for some, then the pool's days."""
        mine = self._rule_as_domain()
        since = self.date_reclaim_on
        earliest = since + timedelta(days=self.grace_days)
        exempt, lines = self._exempt_as_domain(), []
        if not exempt.is_true():
            condition = self._subselect(mine & exempt, scope)
            lines.append(ReclaimRule(None, None, None, None, None, condition))
        for term in self.term_ids.filtered("rule_enabled"):
            condition = self._subselect(mine & term._rule_as_domain(), scope)
            days = (self.id, term.reclaim_days, term.remind_days)
            lines.append(ReclaimRule(*days, since, earliest, condition))
        days = (self.id, self.reclaim_days, self.remind_days)
        lines.append(ReclaimRule(*days, since, earliest, self._rule_subselect(scope)))
        return lines

    def _tell_owner(self, owner, names, reason):
        """One message to the person who lost customers tonight."""
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=owner.partner_id.ids,
            subject=self.env._("Taken back into pool %s", self.sudo().name),
            body=self.env._(
                "%(reason)s: %(names)s. They wait in the pool for a new owner.",
                reason=reason,
                names=names,
            ),
        )

    def _silent_domain(self):
        """Customers whose silence is over the days today, whether or not it is on."""
        self.ensure_one()
        exempt = self._exempt_as_domain()
        base = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("user_id", "!=", False)
            & self._rule_as_domain()
        )
        if not exempt.is_true():
            base &= ~exempt
        silent, others = Domain.FALSE, Domain.TRUE
        for term in self.term_ids.filtered("rule_enabled"):
            rule = term._rule_as_domain()
            silent |= others & rule & self._idle_domain(term.reclaim_days)
            others &= ~rule
        return base & (silent | (others & self._idle_domain(self.reclaim_days)))

    def _idle_domain(self, days):
        """No proof and no receipt within so many days."""
        day = self.env["crm.customer"]._today(self.company_id) - timedelta(days=days)
        unproved = Domain("date_last_action", "=", False)
        unproved |= Domain("date_last_action", "<=", day)
        received = Domain("date_owner", "<=", day)
        received |= Domain("date_owner", "=", False) & Domain(
            "create_date", "<", day + timedelta(days=1)
        )
        return unproved & received
