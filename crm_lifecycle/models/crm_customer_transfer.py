# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmCustomerTransfer(models.Model):
    """Both salespeople apply, the director moves the customer (S-109).

    What goes along is chosen by fields named ``take_<key of a Belonging>``: a module
    that extends ``crm.customer._belongings`` adds its field here and nothing else.
    """

    _name = "crm.customer.transfer"
    _description = "Customer Transfer"
    _inherit = [
        "crm.approval.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "customer_id"

    _guarded_fields = frozenset({"agreed_from", "agreed_to", "from_user_id", "state"})
    _approval_content = frozenset(
        {
            "customer_id",
            "old_owner",
            "reason",
            "stays_until",
            "take_activities",
            "take_care",
            "take_opportunities",
            "take_quotations",
            "take_visits",
            "to_user_id",
        }
    )

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, index=True
    )
    from_user_id = fields.Many2one(
        comodel_name="res.users",
        string="From",
        compute="_compute_from_user_id",
        store=True,
        precompute=True,
        index=True,
    )
    to_user_id = fields.Many2one(
        comodel_name="res.users",
        string="To",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
    )
    reason = fields.Text(required=True)
    take_quotations = fields.Boolean(string="Open Quotations", default=True)
    take_opportunities = fields.Boolean(string="Opportunities", default=True)
    take_activities = fields.Boolean(string="Planned Activities", default=True)
    take_visits = fields.Boolean(string="Planned Visits", default=True)
    take_care = fields.Boolean(string="Care Tasks", default=True)
    old_owner = fields.Selection(
        selection=[
            ("leave", "Leaves"),
            ("read", "Stays, reads"),
            ("write", "Stays, reads and edits"),
        ],
        required=True,
        default="leave",
    )
    stays_until = fields.Date()
    agreed_from = fields.Boolean(string="Old Owner Applied", readonly=True)
    agreed_to = fields.Boolean(string="New Owner Applied", readonly=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("agreeing", "Waiting for the Other Side"),
            ("submitted", "Waiting for the Director"),
            ("done", "Transferred"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
    )
    my_turn = fields.Boolean(compute="_compute_my_turn")

    @api.depends("customer_id")
    def _compute_from_user_id(self):
        """The owner on the day of the application."""
        for transfer in self:
            transfer.from_user_id = transfer.customer_id.sudo().user_id

    @api.depends("state", "agreed_from", "agreed_to", "from_user_id", "to_user_id")
    @api.depends_context("uid")
    def _compute_my_turn(self):
        for transfer in self:
            transfer.my_turn = transfer.state in ("draft", "agreeing") and (
                self.env.user in transfer._missing_sides()
            )

    @api.constrains("from_user_id", "to_user_id")
    def _check_two_sides(self):
        for transfer in self:
            if not transfer.from_user_id or transfer.from_user_id == (
                transfer.to_user_id
            ):
                raise UserError(
                    self.env._(
                        "A transfer goes from the owner of %s to somebody else.",
                        transfer.customer_id.sudo().display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        transfers = super().create(vals_list)
        for transfer in transfers:
            sides = transfer.from_user_id | transfer.to_user_id
            if not self.env.su and self.env.user not in sides:
                transfer.customer_id._check_may_assign(transfer.to_user_id)
        return transfers

    def write(self, vals):
        """What one side applied for, the other side signs: nobody edits it between."""
        asked = self._approval_content & vals.keys() and not self.env.su
        if asked and any(transfer.state != "draft" for transfer in self):
            raise UserError(
                self.env._(
                    "One side applied for this transfer already. Start a new one to "
                    "change it."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(transfer.state != "draft" for transfer in self):
            raise UserError(self.env._("Only drafts of transfers can be deleted."))

    def action_apply(self):
        """The acting side applies; when both have, the director is asked."""
        for transfer in self:
            transfer._apply()

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

    def _missing_sides(self):
        sides = self.env["res.users"]
        if not self.agreed_from:
            sides |= self.from_user_id
        if not self.agreed_to:
            sides |= self.to_user_id
        return sides

    def _apply(self):
        self.ensure_one()
        self.check_access("read")
        self.env["crm.customer.handover"]._check_not_frozen(self.env.user)
        if self.state not in ("draft", "agreeing"):
            raise UserError(self.env._("Both sides applied already."))
        if self.env.user not in self._missing_sides():
            raise AccessError(
                self.env._(
                    "%(sides)s still has to apply for the transfer of %(customer)s.",
                    sides=", ".join(self._missing_sides().mapped("name")),
                    customer=self.customer_id._shown_name(),
                )
            )
        side = "agreed_from" if self.env.user == self.from_user_id else "agreed_to"
        self.sudo().write({side: True, "state": "agreeing"})
        missing = self._missing_sides()
        if missing:
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Apply for the transfer too, or say why not"),
                user_id=missing[0].id,
            )
            return
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.sudo().state = "submitted"
        self._request_approval("transfer", note=self.reason)

    def _approval_customer(self):
        return self.customer_id.sudo()

    def _approval_title(self):
        return self.env._(
            "Transfer of %(customer)s from %(old)s to %(new)s",
            customer=self.customer_id.sudo().display_name,
            old=self.from_user_id.name,
            new=self.to_user_id.name,
        )

    def _on_approval_decided(self, approval):
        self.ensure_one()
        if approval.state != "approved":
            self.state = "refused"
            return
        if approval.step_ids.decided_by_id & (self.from_user_id | self.to_user_id):
            raise AccessError(self.env._("Nobody decides on a transfer of his own."))
        self._execute()

    def _execute(self):
        """Moves the customer and what goes along (superuser, after the approval)."""
        customer = self.customer_id
        if customer.user_id != self.from_user_id:
            raise UserError(
                self.env._(
                    "%(customer)s has another owner by now (%(owner)s). Refuse this "
                    "transfer and start a new one.",
                    customer=customer.display_name,
                    owner=customer.user_id.name or self.env._("nobody"),
                )
            )
        customer._check_holding_cap(self.to_user_id)
        belongings = customer._belongings(self.from_user_id)
        kinds = [b.key for b in belongings if self[f"take_{b.key}"]]
        customer._change_owner(self.to_user_id, self.reason, "transfer")
        customer._move_belongings(self.from_user_id, self.to_user_id, kinds)
        if self.old_owner != "leave":
            self._keep_old_owner()
        self.state = "done"

    def _keep_old_owner(self):
        collaborators = self.env["crm.customer.collaborator"].sudo()
        collaborators.search(
            [
                ("customer_id", "=", self.customer_id.id),
                ("user_id", "in", (self.from_user_id | self.to_user_id).ids),
            ]
        ).unlink()
        collaborators.create(
            {
                "customer_id": self.customer_id.id,
                "user_id": self.from_user_id.id,
                "access": self.old_owner,
                "date_until": self.stays_until,
                "reason": self.env._("Old owner"),
            }
        )
