# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RESULT = "crm_result"  # read together, and only where it is asked for
RESULT_FIELDS = frozenset(
    {"result_kind", "result_reason", "result_team_id", "result_user_id"}
)


class CrmOrderResultMixin(models.AbstractModel):
    """To whom the result of an order belongs: the person or the department.

    Business with a customer whom the salesperson did not report, or took over from a
    colleague in private, counts for the department (S-108, S-111). Off until the
    company switches it on.
    """

    _name = "crm.order.result.mixin"
    _description = "Result of an Order"

    result_kind = fields.Selection(
        selection=[("person", "Person"), ("department", "Department")],
        string="Result Belongs to",
        readonly=True,
        copy=False,
        prefetch=RESULT,
    )
    result_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Result of",
        readonly=True,
        copy=False,
        prefetch=RESULT,
    )
    result_team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Result of Team",
        readonly=True,
        copy=False,
        prefetch=RESULT,
    )
    result_reason = fields.Char(
        string="Why", readonly=True, copy=False, prefetch=RESULT
    )

    @api.model
    def default_get(self, fields):
        """No context key or personal default says to whom a result belongs."""
        names = [name for name in fields if name not in RESULT_FIELDS]
        return super().default_get(fields if self.env.su else names)

    def action_open_result(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_order_result_action"
        )
        action["context"] = {"default_order_id": self.id}
        return action

    def _check_result_fields(self, vals):
        if not self.env.su and RESULT_FIELDS & vals.keys():
            raise AccessError(
                self.env._("To whom a result belongs is changed by a director.")
            )

    def _attribute_results(self):
        """Called when orders are confirmed; one query per table for all of them."""
        for company, orders in self.grouped("company_id").items():
            if not company._setting("lifecycle_attribution"):
                continue
            accounts = self.env["crm.customer"]._accounts_of(orders.partner_id, company)
            by_partner = {account.partner_id: account for account in accounts}
            for order in orders:
                account = by_partner.get(order.partner_id.commercial_partner_id)
                if account:
                    order.sudo().write(order._prepare_result(account))

    def _prepare_result(self, account):
        """Values of the attribution for one order; account in superuser mode."""
        seller, owner = self.user_id, account.user_id
        if not owner:
            return self._result_of_department(
                self.env._("The customer has no owner"), account
            )
        helpers = account.collaborator_ids.user_id
        if seller != owner and seller not in helpers:
            return self._result_of_department(
                self.env._(
                    "Sold by %(seller)s without a transfer: the owner is %(owner)s",
                    seller=seller.name or self.env._("nobody"),
                    owner=owner.name,
                ),
                account,
            )
        if not account._is_reported():
            return self._result_of_department(
                self.env._("%s did not register the customer", owner.name), account
            )
        return {
            "result_kind": "person",
            "result_user_id": owner.id,
            "result_team_id": owner.sale_team_id.id,
            "result_reason": self.env._("Owner of the customer"),
        }

    def _result_of_department(self, reason, account):
        team = account.team_id or self.user_id.sale_team_id
        return {
            "result_kind": "department",
            "result_user_id": False,
            "result_team_id": team.id,
            "result_reason": reason,
        }

    def _set_result(self, kind, user, reason):
        """A director decides otherwise, with a reason in the chatter."""
        self.ensure_one()
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director"):
            raise AccessError(
                self.env._("To whom a result belongs is changed by a director.")
            )
        if not (reason or "").strip() or (kind == "person" and not user):
            raise UserError(self.env._("Say whose result it is, and why."))
        person = user if kind == "person" else self.env["res.users"]
        self.sudo().write(
            {
                "result_kind": kind,
                "result_user_id": person.id,
                "result_team_id": (person or self.user_id).sale_team_id.id,
                "result_reason": reason,
            }
        )
        self.message_post(body=self.env._("Result decided: %(reason)s", reason=reason))
