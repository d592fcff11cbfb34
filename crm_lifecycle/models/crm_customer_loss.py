# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

EXPLAINED = ("phase", "reason", "type_id")


class CrmCustomerLoss(models.Model):
    """One loss of a customer: why it left, and the attempt to win it back.

    Opened by the stage that means lost, closed as won by the next order; so the rate
    of winning back stands on documents, not on opinions.
    """

    _name = "crm.customer.loss"
    _description = "Customer Loss"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "customer_id"

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id", "date"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="customer_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner at the Loss",
        readonly=True,
        ondelete="set null",
    )
    date = fields.Date(
        string="Lost on", required=True, default=fields.Date.context_today
    )
    amount_prev_12m = fields.Monetary(
        string="Turnover at Stake",
        readonly=True,
        help="Turnover of the 12 months before the last order was due: what winning "
        "the customer back is worth in a year.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    last_order_id = fields.Many2one("sale.order", readonly=True, ondelete="set null")

    # why
    type_id = fields.Many2one(
        "crm.loss.type", string="Type of Loss", tracking=True, ondelete="restrict"
    )
    is_competitor = fields.Boolean(related="type_id.is_competitor")
    competitor = fields.Char(help="Who has the customer now.")
    phase = fields.Selection(
        selection=[
            ("seeking", "While seeking a supplier"),
            ("purchase", "While buying or comparing offers"),
            ("consumption", "While using the product"),
        ],
        string="Left in Phase",
        tracking=True,
    )
    reason = fields.Text(help="In the customer's words, if it said why.")
    is_explained = fields.Boolean(
        compute="_compute_is_explained", search="_search_is_explained"
    )

    # win-back
    state = fields.Selection(
        selection=[
            ("open", "To Win Back"),
            ("won", "Won Back"),
            ("given_up", "Given Up"),
        ],
        string="Status",
        default="open",
        required=True,
        tracking=True,
        copy=False,
        readonly=True,
    )
    date_closed = fields.Date(readonly=True, copy=False)
    won_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Won Back by",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    _open_unique = models.UniqueIndex(
        "(customer_id) WHERE state = 'open'",
        "This customer already has an open loss.",
    )

    @api.depends(*EXPLAINED)
    def _compute_is_explained(self):
        for loss in self:
            loss.is_explained = bool(loss.type_id and loss.phase)

    def _search_is_explained(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("type_id", "!=", False), ("phase", "!=", False)]

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_create()
        return super().create(vals_list)

    def action_give_up(self):
        """Ends the attempt; the type of loss and the phase must be known by then."""
        self.check_access("write")
        for loss in self:
            if loss.state != "open":
                raise UserError(
                    self.env._(
                        "The loss of %s is already closed.",
                        loss.customer_id.display_name,
                    )
                )
            if not loss.is_explained:
                raise UserError(
                    self.env._(
                        "Say first how %s was lost: type of loss and phase. That is "
                        "what others learn from.",
                        loss.customer_id.display_name,
                    )
                )
        today = fields.Date.context_today(self)
        self.sudo().write({"state": "given_up", "date_closed": today})
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_resume(self):
        """Takes a given-up attempt up again."""
        self.check_access("write")
        if any(loss.state != "given_up" for loss in self):
            raise UserError(self.env._("Only given-up losses can be taken up again."))
        if any(not loss.customer_id.stage_id.is_lost for loss in self):
            raise UserError(self.env._("This customer is not lost any more."))
        self.sudo().write({"state": "open", "date_closed": False})

    def action_view_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "views": [(False, "form")],
        }

    def _plan_win_back(self):
        """One task for the owner of each loss, where the company wants them."""
        for loss in self.filtered("company_id.lifecycle_win_back_task"):
            owner = loss.user_id
            if owner and owner.active:
                loss.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=loss.date + timedelta(days=3),
                    summary=self.env._("Win back before a competitor does"),
                    user_id=owner.id,
                )

    @api.model
    def _check_may_create(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "Losses are opened by the lifecycle: move the customer to a stage "
                    "that means lost."
                )
            )
