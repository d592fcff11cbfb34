# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


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

    def action_open_assign(self):
        return self._window_action("crm_lifecycle.crm_customer_assign_action")

    def _assign_owner(self, user, reason, protected_until=None):
        """Gives the customers to `user` and writes one line of history for each.

        Allowed to directors, and to team leaders inside their team. Two people who
        assign at once: the second gets a clear message. Raises AccessError, UserError.
        """
        self._check_may_assign(user)
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the owner changes; it is kept for good.")
            )
        self.lock_for_update()
        for owner, customers in self.grouped("user_id").items():
            values = {"user_id": user.id}
            if protected_until is not None:
                values["date_protected_until"] = protected_until
            customers.sudo().write(values)
            customers._log_ownership(owner, reason)
        self._sync_partner_salesperson()

    def _check_may_assign(self, user):
        if self.env.su or self.env.user.has_group(
            "crm_lifecycle.crm_lifecycle_group_director"
        ):
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

    def _log_ownership(self, from_user, reason):
        self.env["crm.customer.ownership"].sudo().create(
            [
                {
                    "customer_id": customer.id,
                    "from_user_id": from_user.id,
                    "user_id": customer.user_id.id,
                    "operator_id": self.env.uid,
                    "reason": reason,
                    "date_protected_until": customer.date_protected_until,
                }
                for customer in self.sudo()
            ]
        )

    def _sync_partner_salesperson(self):
        """Keeps the contact's salesperson, which stock Odoo reads, from contradicting
        the owner; with several companies a contact has no single answer."""
        if self.env["res.company"].sudo().search_count([], limit=2) > 1:
            return
        for user, customers in self.sudo().grouped("user_id").items():
            customers.partner_id.user_id = user
