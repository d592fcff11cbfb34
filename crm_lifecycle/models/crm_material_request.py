# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

KEEPER = "crm_lifecycle.crm_lifecycle_group_archive"


class CrmMaterialRequest(models.Model):
    """Samples or papers a customer asks for; only the archive keeper sends them.

    Central sending lets everybody see what the customer already got from another
    department.
    """

    _name = "crm.material.request"
    _description = "Request for Samples or Material"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state, date_needed, id desc"
    _check_company_auto = True

    _guarded_fields = frozenset({"state"})
    _frozen_fields = frozenset({"customer_id", "user_id"})

    name = fields.Char(
        string="Material", required=True, help="Which sample, catalogue or paper."
    )
    kind = fields.Selection(
        selection=[("sample", "Sample"), ("paper", "Catalogue or Paper")],
        default="sample",
        required=True,
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('sale_ok', '=', True)]",
    )
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    commercial_partner_id = fields.Many2one(
        related="customer_id.partner_id", string="Company of the Customer"
    )
    contact_id = fields.Many2one(
        comodel_name="res.partner",
        string="Send to",
        ondelete="restrict",
        domain="[('id', 'child_of', commercial_partner_id)]",
    )
    reason = fields.Text(help="What the customer wants to do with it.")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date_needed = fields.Date(string="Needed on")
    state = fields.Selection(
        selection=[
            ("asked", "Asked"),
            ("sent", "Sent"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Status",
        default="asked",
        required=True,
        tracking=True,
        copy=False,
        index=True,
    )
    sender_id = fields.Many2one(
        comodel_name="res.users", string="Answered by", readonly=True, copy=False
    )
    date_sent = fields.Date(string="Sent on", readonly=True, copy=False)
    reference = fields.Char(string="Parcel Number", copy=False)
    answer = fields.Char(copy=False, help="Why it is refused, or what was changed.")
    sent_lately = fields.Text(
        string="Already on the Way",
        compute="_compute_sent_lately",
        help="The same material for the same customer within the days the company "
        "says, whoever asked for it.",
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Nothing is not sent."
    )

    @api.depends("customer_id", "product_id", "name", "state")
    def _compute_sent_lately(self):
        for request in self:
            lines = [
                self.env._(
                    "%(material)s, asked by %(user)s: %(state)s",
                    material=other.name,
                    user=other.user_id.name,
                    state=self.env._("sent on %s", other.date_sent)
                    if other.date_sent
                    else self.env._("not sent yet"),
                )
                for other in request._same_lately()
            ]
            request.sent_lately = "\n".join(lines)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        answered = self.filtered(lambda request: request.state != "asked")
        if answered:
            raise UserError(
                self.env._(
                    "“%s” was answered and is kept: it shows what the customer got.",
                    answered[0].name,
                )
            )

    def action_send(self):
        self._answer("sent", date_sent=fields.Date.context_today(self))

    def action_refuse(self):
        if any(not (request.answer or "").strip() for request in self):
            raise UserError(
                self.env._("Write in the answer why it is refused, then refuse.")
            )
        self._answer("refused")

    def action_withdraw(self):
        for request in self:
            if request.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "“%(name)s” is withdrawn by %(user)s, who asked for it.",
                        name=request.name,
                        user=request.user_id.name,
                    )
                )
        self._move("withdrawn")

    def _answer(self, state, **values):
        """The archive keeper sends or refuses; salespersons send nothing themselves."""
        if not self.env.user.has_group(KEEPER):
            raise AccessError(
                self.env._(
                    "“%s” is sent or refused by an archive keeper: ask one of them.",
                    self[:1].name,
                )
            )
        self._move(state, sender_id=self.env.uid, **values)

    def _move(self, state, **values):
        self.check_access("write")
        for request in self.filtered(lambda r: r.state != "asked"):
            raise UserError(
                self.env._("“%s” was answered already; reload it.", request.name)
            )
        self.sudo().write({"state": state, **values})

    def _same_lately(self):
        """Other requests for the same thing, also those the user may not open."""
        self.ensure_one()
        company = self.sudo().company_id
        since = fields.Date.context_today(self) - timedelta(
            days=company.lifecycle_material_days
        )
        same = Domain("name", "=ilike", self.name or "")
        if self.product_id:
            same |= Domain("product_id", "=", self.product_id.id)
        sent = Domain("state", "=", "sent") & Domain("date_sent", ">=", since)
        return self.sudo().search(
            Domain("customer_id", "=", self.customer_id.id)
            & Domain("id", "!=", self._origin.id)
            & same
            & (sent | Domain("state", "=", "asked")),
            order="id desc",
            limit=5,
        )
