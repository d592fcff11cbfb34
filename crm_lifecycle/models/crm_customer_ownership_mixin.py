# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from . import crm_customer_queries as queries


class CrmCustomerOwnershipMixin(models.AbstractModel):
    """Who owns the customer, since when, protected until when."""

    _name = "crm.customer.ownership.mixin"
    _description = "Customer Ownership"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        index=True,
        tracking=True,
        copy=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="The salesperson who answers for this customer in this company.",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Owner's Team",
        compute="_compute_team_id",
        store=True,
        index=True,
    )
    date_owner = fields.Date(
        string="With the Owner since",
        readonly=True,
        copy=False,
        help="Day on which the owner received the customer; empty before the first "
        "change of owner.",
    )
    date_protected_until = fields.Date(
        string="Protected until",
        copy=False,
        tracking=True,
        help="Until this day nobody else may develop the customer. It starts when a "
        "registration is confirmed.",
    )
    is_protected = fields.Boolean(
        compute="_compute_is_protected", search="_search_is_protected"
    )
    ownership_ids = fields.One2many("crm.customer.ownership", "customer_id")

    @api.depends("user_id", "user_id.crm_team_member_ids.active")
    def _compute_team_id(self):
        for customer in self:
            customer.team_id = customer.user_id.sale_team_id

    @api.depends("date_protected_until")
    def _compute_is_protected(self):
        today = fields.Date.context_today(self)
        for customer in self:
            until = customer.date_protected_until
            customer.is_protected = bool(until and until >= today)

    def _search_is_protected(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("date_protected_until", ">=", fields.Date.context_today(self))]

    def write(self, vals):
        """Dragging a card to another owner is an assignment, with its checks."""
        if "user_id" in vals and not self.env.su:
            vals = dict(vals)
            user = self.env["res.users"].browse(vals.pop("user_id") or [])
            self.filtered(lambda c: c.user_id != user)._assign_owner(
                user, self.env._("Assigned on the board")
            )
        return super().write(vals)

    def action_open_assign(self):
        return self._window_action("crm_lifecycle.crm_customer_assign_action")

    def _assign_owner(self, user, reason, protected_until=None, kind="assign"):
        """Gives the customers to `user` and writes one line of history for each.

        Allowed to directors, to team leaders inside their team, and to the keepers of
        a pool for its customers. Without a user the customers go to the pool that
        takes them. Two people who assign at once: the second gets a clear message.
        Raises AccessError, UserError.
        """
        self._check_may_assign(user)
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the owner changes; it is kept for good.")
            )
        if user:
            self._check_owner_of_company(user)
            self._check_holding_cap(user)
            values = {}
        else:
            values = {"pool_id": None}
        if protected_until is not None:
            values["date_protected_until"] = protected_until
        self._change_owner(user, reason, kind if user else "release", values)

    def _change_owner(self, user, reason, kind, values=None):
        """Writes the owner and one line of the ledger for each customer.

        The caller has checked the right. values: more fields to write; a key
        ``pool_id`` without a value puts every customer into the pool that takes it.
        """
        self._lock_for_decision()
        pools = self.grouped(lambda c: c._pool_after(user, values or {}))
        for pool, members in pools.items():
            for owner, customers in members.grouped("user_id").items():
                pool_of_line = pool or customers.sudo().pool_id[:1]
                customers.sudo().write(
                    customers._prepare_owner_values(user, pool) | self._given(values)
                )
                customers._log_ownership(owner, reason, kind, pool_of_line)
        self._sync_partner_salesperson()
        self.env.execute_query(queries.touch_accounts(self.ids))
        self._wake_refresh()

    def _given(self, values):
        return {k: v for k, v in (values or {}).items() if k != "pool_id"}

    def _prepare_owner_values(self, user, pool):
        return {
            "user_id": user.id,
            "pool_id": pool.id,
            "date_pool": fields.Datetime.now() if pool else False,
            "date_owner": self._today(self[:1].sudo().company_id),
            "date_locked_until": False,
            "lock_reason": False,
            "reclaim_pool_id": False,
            "date_reclaim": False,
            "date_reclaim_remind": False,
        }

    def _lock_for_decision(self):
        """Row locks, so that of two people who decide at once one wins."""
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is deciding on %(customer)s at this moment. "
                    "Look again in a few seconds.",
                    customer=self[:1]._shown_name(),
                )
            ) from error

    def _check_owner_of_company(self, user):
        for company in self.sudo().company_id:
            if user.share or company not in user.sudo().company_ids:
                raise UserError(
                    self.env._(
                        "%(user)s does not work for %(company)s and cannot own its "
                        "customers.",
                        user=user.name,
                        company=company.name,
                    )
                )

    def _check_may_assign(self, user):
        if self.env.su or self.env.user.has_group(
            "crm_lifecycle.crm_lifecycle_group_director"
        ):
            return
        if all(self.env.user in customer.pool_id.admin_ids for customer in self.sudo()):
            return
        led = self.env["crm.team"].sudo().search([("user_id", "=", self.env.uid)])
        inside = all(customer.team_id in led for customer in self.sudo())
        if not (
            self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team")
            and inside
            and user.sudo().sale_team_id in led
        ):
            raise AccessError(
                self.env._(
                    "Only a director, or the leader of the team inside the team, may "
                    "change the owner of %(customer)s. Ask for a transfer.",
                    customer=self[:1].sudo().display_name,
                )
            )

    def _log_ownership(self, from_user, reason, kind="open", pool=None):
        ledger = self.env["crm.customer.ownership"].sudo()
        lines = [
            {
                "customer_id": customer.id,
                "kind": kind,
                "from_user_id": from_user.id,
                "user_id": customer.user_id.id,
                "pool_id": pool.id if pool else False,
                "operator_id": self.env.uid,
                "reason": reason,
                "date_protected_until": customer.date_protected_until,
            }
            for customer in self.sudo()
        ]
        if kind == "claim":
            return ledger._record_claims(lines, self.env.user, self.sudo().company_id)
        return ledger.create(lines)

    def _sync_partner_salesperson(self):
        """Keeps the contact's salesperson, which stock Odoo reads, from contradicting
        the owner; with several companies a contact has no single answer."""
        if self.env["res.company"].sudo().search_count([], limit=2) > 1:
            return
        for user, customers in self.sudo().grouped("user_id").items():
            customers.partner_id.user_id = user
