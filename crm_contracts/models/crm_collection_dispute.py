# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

HOLDING = ("open", "accepted")


class CrmCollectionDispute(models.Model):
    """An amount of an invoice that a customer disputes, with a reason and an end.

    The amount is left out of reminders, the rest of the invoice is not. A dispute that
    nobody decides ends by itself; one that is accepted holds until the credit note.
    """

    _name = "crm.collection.dispute"
    _description = "Disputed Invoice"
    _inherit = ["crm.collection.hold.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Invoice",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="move_id.currency_id")
    amount = fields.Monetary(string="Disputed")
    company_amount = fields.Monetary(string="Disputed (Company Currency)")
    reason_id = fields.Many2one(
        comodel_name="crm.collection.dispute.reason",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    note = fields.Text(readonly=True)
    source = fields.Selection(
        selection=[("portal", "Portal"), ("call", "Call"), ("mail", "Mail")],
        required=True,
        readonly=True,
    )
    date = fields.Date(string="Disputed on", required=True, readonly=True)
    date_until = fields.Date(
        string="To Be Decided by",
        required=True,
        readonly=True,
        help="After this day the amount is asked for again.",
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("accepted", "Accepted, to Be Credited"),
            ("credited", "Credited"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Not Decided in Time"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    resolution = fields.Text(readonly=True, help="What the customer was told.")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", readonly=True
    )
    date_closed = fields.Date(readonly=True)

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A dispute is about an amount above zero."
    )

    @api.depends("move_id.name", "customer_id.partner_id.name")
    def _compute_name(self):
        for dispute in self:
            parts = (dispute.move_id.name, dispute.customer_id.partner_id.name)
            dispute.name = ", ".join(filter(None, parts))

    def action_credit_note(self):
        """Stock Odoo's credit note wizard, for who may invoice."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_view_account_move_reversal"
        )
        action["context"] = {
            "active_model": "account.move",
            "active_ids": self.move_id.ids,
            "default_reason": self.reason_id.name,
        }
        return action

    @api.model
    def _dispute(self, move, amount, reason, today=None, **values):
        """Opens a dispute about a posted invoice; the caller has checked the right.

        values: source, and optionally note and date_until
        """
        move = move.sudo()
        customers = self.env["crm.customer"]
        customer = customers._ensure_accounts(move.partner_id, move.company_id)
        today = today or customers._today(move.company_id)
        until = values.pop("date_until", False) or today + timedelta(
            days=move.company_id.collection_dispute_days
        )
        move.lock_for_update()
        self._check_disputable(move, amount, until, today)
        dispute = self.sudo().create(
            {
                "customer_id": customer.id,
                "move_id": move.id,
                "amount": amount,
                "company_amount": move.currency_id._convert(
                    amount, move.company_id.currency_id, move.company_id, today
                ),
                "reason_id": reason.id,
                "date": today,
                "date_until": until,
                **values,
            }
        )
        customer._plan_collection_activity(
            self.env._("Decide the dispute about %s", move.name), deadline=until
        )
        customer._touch_collection()
        return dispute

    @api.model
    def _check_disputable(self, move, amount, until, today):
        left = move.amount_residual - move._disputed_amounts().get(move.id, 0.0)
        if move.move_type != "out_invoice" or move.state != "posted":
            raise UserError(
                self.env._("Only a posted invoice can be disputed, not %s.", move.name)
            )
        if not amount > 0 or move.currency_id.compare_amounts(amount, left) > 0:
            raise UserError(
                self.env._(
                    "Of %(invoice)s %(left)s is open and not disputed yet; the "
                    "disputed amount is between zero and that.",
                    invoice=move.name,
                    left=move.currency_id.format(left),
                )
            )
        if until < today:
            raise UserError(self.env._("A dispute ends today or later."))

    def _decide(self, state, resolution):
        """Accepts, rejects or withdraws open disputes, with words for the customer."""
        for dispute in self:
            dispute.customer_id._check_may_collect()
            dispute._check_decidable(state, resolution)
        self.sudo().write(
            {
                "state": state,
                "resolution": (resolution or "").strip(),
                "user_id": self.env.uid,
                "date_closed": fields.Date.context_today(self),
            }
        )
        self.customer_id._touch_collection()

    def _check_decidable(self, state, resolution):
        if self.state != "open":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The dispute %(dispute)s is “%(state)s”; there is nothing left to "
                    "decide.",
                    dispute=self.name,
                    state=labels[self.state],
                )
            )
        if not (resolution or "").strip():
            raise UserError(
                self.env._("Say what the customer is told; it stays in the file.")
            )
        deciders = "crm_contracts.crm_contracts_group_collector"
        if state != "withdrawn" and not self.env.user.has_group(deciders):
            raise AccessError(
                self.env._(
                    "%s: collectors and contract finance decide about disputes; ask "
                    "them.",
                    self.name,
                )
            )

    @api.model
    def _holding_domain(self, today):
        """Disputes that keep an amount out of reminders on a day."""
        return Domain("state", "=", "accepted") | (
            Domain("state", "=", "open") & Domain("date_until", ">=", today)
        )

    @api.model
    def _credited(self, invoices):
        """A posted credit note ends the accepted disputes of its invoice."""
        if invoices:
            domain = [("move_id", "in", invoices.ids), ("state", "=", "accepted")]
            self.sudo().search(domain).state = "credited"

    @api.model
    def _expire(self, company, today):
        """Ends what nobody decided in time; who answers for it is told."""
        late = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("date_until", "<", today),
            ]
        )
        late.write({"state": "expired", "date_closed": today})
        for dispute in late:
            dispute.customer_id._plan_collection_activity(
                self.env._("Nobody decided the dispute about %s", dispute.move_id.name)
            )
        return late
