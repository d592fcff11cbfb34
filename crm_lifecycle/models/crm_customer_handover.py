# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import cycle

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class CrmCustomerHandover(models.Model):
    """Everything of a leaver goes to one or several successors on a day (S-118).

    A director plans it; the nightly job executes it; undo gives back whatever nobody
    has changed since. Each record that moved has its line.
    """

    _name = "crm.customer.handover"
    _description = "Hand-over"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _check_company_auto = True

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Leaves",
        required=True,
        index=True,
        domain="[('share', '=', False)]",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        string="On",
        required=True,
        default=fields.Date.context_today,
        help="The customers move in the night before this day.",
    )
    successor_ids = fields.Many2many(
        comodel_name="res.users",
        string="Successors",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        help="Customers are dealt out in turn, the largest first; change single lines "
        "as you like.",
    )
    is_frozen = fields.Boolean(
        string="Freeze at Once",
        help="Until the hand-over the person claims, registers and transfers nothing.",
    )
    reason = fields.Char(required=True)
    planned_by_id = fields.Many2one("res.users", readonly=True)
    date_done = fields.Datetime(string="Executed on", readonly=True)
    line_ids = fields.One2many("crm.customer.handover.line", "handover_id")
    line_count = fields.Integer(compute="_compute_line_count")
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("done", "Handed over"),
            ("undone", "Undone"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
    )

    @api.depends("line_ids")
    def _compute_line_count(self):
        for handover in self:
            handover.line_count = len(handover.line_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(handover.state in ("done", "undone") for handover in self):
            raise UserError(self.env._("A hand-over that took place is kept for good."))

    def action_prepare(self):
        """Deals the customers out among the successors; lines can be edited then."""
        for handover in self:
            handover._check_may_hand_over()
            if not handover.successor_ids:
                raise UserError(self.env._("Choose at least one successor."))
            handover._deal_out()

    def action_plan(self):
        """From now on the nightly job executes it on its day."""
        for handover in self:
            handover._check_may_hand_over()
            if not handover.line_ids:
                handover.action_prepare()
            handover.sudo().write({"state": "planned", "planned_by_id": self.env.uid})

    def action_execute(self):
        for handover in self:
            handover._check_may_hand_over()
            if handover.state == "draft":
                handover.action_plan()
            handover.sudo()._execute()

    def action_undo(self):
        for handover in self:
            handover._check_may_hand_over(done=True)
            handover.sudo()._undo()

    def _check_may_hand_over(self, done=False):
        self.ensure_one()
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        if not director or self.company_id not in self.env.user.company_ids:
            raise AccessError(
                self.env._("Only a director of %s hands over.", self.company_id.name)
            )
        states = ("done",) if done else ("draft", "planned")
        if self.state not in states:
            raise UserError(
                self.env._(
                    "The hand-over of %s cannot do this any more.", self.user_id.name
                )
            )

    def _deal_out(self):
        customers = self.env["crm.customer"].search(
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            order="amount_12m desc, id",
        )
        self.sudo().line_ids.unlink()
        self.env["crm.customer.handover.line"].sudo().create(
            [
                {
                    "handover_id": self.id,
                    "customer_id": customer.id,
                    "res_model": "crm.customer",
                    "res_id": customer.id,
                    "name": customer.display_name,
                    "field_name": "user_id",
                    "to_user_id": successor.id,
                }
                for customer, successor in zip(
                    customers, cycle(self.successor_ids), strict=False
                )
            ]
        )

    def _execute(self):
        """Moves customers with their documents, then what has no customer."""
        self.ensure_one()
        self.lock_for_update()
        for line in self.line_ids.filtered(lambda x: x.state == "planned"):
            customer = line.customer_id
            if customer.user_id != self.user_id:
                line.state = "kept"
                continue
            belongings = customer._move_belongings(self.user_id, line.to_user_id)
            customer._change_owner(line.to_user_id, self.reason, "handover")
            line.state = "moved"
            self._record_moves(belongings, line.to_user_id, customer)
        self._move_rest()
        self.write({"state": "done", "date_done": fields.Datetime.now()})

    def _move_rest(self):
        """To the first successor who can work on it: what has no customer, and what
        the successor of its customer has no right to."""
        customers = self.env["crm.customer"].sudo()
        left = customers._belongings_without_customer(self.user_id, self.company_id)
        for heir in self.successor_ids:
            moved, left = customers._split_belongings(left, heir)
            for belonging in moved:
                belonging.records.write({belonging.field: heir.id})
            self._record_moves(moved, heir, customers)
        if self.successor_ids:
            self._record_moves(left, self.successor_ids[0], customers, "stays")
            customers._leave_belongings(left, self.successor_ids[0])

    def _record_moves(self, belongings, to_user, customer, state="moved"):
        self.env["crm.customer.handover.line"].create(
            [
                {
                    "handover_id": self.id,
                    "customer_id": customer.id,
                    "res_model": record._name,
                    "res_id": record.id,
                    "name": record.display_name,
                    "field_name": belonging.field,
                    "to_user_id": to_user.id,
                    "state": state,
                }
                for belonging in belongings
                for record in belonging.records
            ]
        )

    def _undo(self):
        """Gives back what the successor still holds; the rest stays as it is now."""
        self.ensure_one()
        self.lock_for_update()
        for line in self.line_ids.filtered(lambda x: x.state == "moved"):
            record = self.env[line.res_model].browse(line.res_id).exists()
            if not record or record[line.field_name] != line.to_user_id:
                line.state = "kept"
                continue
            if line.res_model == "crm.customer":
                record._change_owner(
                    self.user_id, self.env._("Hand-over undone"), "undo"
                )
            else:
                record[line.field_name] = self.user_id
            line.state = "undone"
        self.state = "undone"

    @api.model
    def _check_not_frozen(self, user):
        frozen = self.sudo().search_count(
            [
                ("user_id", "=", user.id),
                ("is_frozen", "=", True),
                ("state", "in", ("draft", "planned")),
                ("company_id", "in", user.company_ids.ids),
            ],
            limit=1,
        )
        if frozen:
            raise UserError(
                self.env._(
                    "%s hands over soon and takes no new customers. A director can "
                    "lift the freeze on the hand-over.",
                    user.name,
                )
            )

    @api.model
    def _cron_execute(self):
        """Executes what is due; each hand-over is committed by itself."""
        cron = self.env["ir.cron"]
        due = Domain("state", "=", "planned") & Domain(
            "date", "<=", fields.Date.context_today(self)
        )
        handovers = self.sudo().search(due)
        cron._commit_progress(remaining=len(handovers))
        for handover in handovers.try_lock_for_update():
            handover._execute()
            if not cron._commit_progress(1):
                break
