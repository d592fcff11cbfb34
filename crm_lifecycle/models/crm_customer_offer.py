# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty


class CrmCustomerOffer(models.Model):
    """News or an offer that many customers get at once (S-174, S-261)."""

    _name = "crm.customer.offer"
    _description = "News or Offer"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "id desc"

    _frozen_fields = frozenset({"company_id"})

    name = fields.Char(string="Subject", required=True, tracking=True)
    kind = fields.Selection(
        selection=[
            ("offer", "Offer"),
            ("news", "News"),
            ("product", "New Product"),
            ("service", "Change of a Service"),
        ],
        default="offer",
        required=True,
    )
    body = fields.Html(string="Text", help="What the customers read.")
    date_until = fields.Date(string="Valid until")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Sender",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    customer_domain = fields.Char(
        string="Add Customers That", default="[]", help="Among those you may see."
    )
    line_ids = fields.One2many("crm.customer.offer.line", "offer_id", copy=False)
    line_count = fields.Integer(string="Customers", compute="_compute_line_count")
    sent_count = fields.Integer(string="Sent", compute="_compute_line_count")
    state = fields.Selection(
        selection=[("draft", "Draft"), ("sent", "Sent")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False)

    @api.depends("line_ids.state")
    def _compute_line_count(self):
        groups = self.env["crm.customer.offer.line"]._read_group(
            [("offer_id", "in", self.ids)], ["offer_id", "state"], ["__count"]
        )
        counts = {(offer.id, state): count for offer, state, count in groups}
        for offer in self:
            states = ("waiting", "sent", "left_out")
            found = [counts.get((offer.id, state), 0) for state in states]
            offer.line_count, offer.sent_count = sum(found), found[1]

    def write(self, vals):
        if not self.env.su:
            self._check_sender()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_sender()

    def action_fill(self):
        """Adds the customers of the filter that the user may see, each once."""
        for offer in self:
            offer._check_sender()
            offer._add(self.env["crm.customer"].search(offer._customers()))

    def action_send(self):
        for offer in self:
            offer._send()

    def action_view_customers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.customer.offer.line",
            "view_mode": "list",
            "domain": [("offer_id", "=", self.id)],
        }

    def _customers(self):
        """The condition as words; no program runs in it."""
        try:
            domain = Domain(literal_eval(self.customer_domain or "[]"))
            domain.validate(self.env["crm.customer"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise UserError(
                self.env._("This is not a condition on customers: %s", error)
            ) from error
        return domain & Domain("company_id", "=", self.company_id.id)

    def _add(self, customers):
        self.ensure_one()
        new = customers.filtered(lambda c: c.company_id == self.company_id)
        new -= self.sudo().line_ids.customer_id
        self.env["crm.customer.offer.line"].create(
            [{"offer_id": self.id, "customer_id": customer.id} for customer in new]
        )

    def _send(self):
        """Mails whoever may get it, says of the others why not, tells the owners."""
        self.ensure_one()
        self.lock_for_update()
        self._check_sender()
        if is_html_empty(self.body):
            raise UserError(self.env._("“%s” has no text yet.", self.name))
        if not self.line_ids:
            raise UserError(
                self.env._("“%s” has no customers yet: add them first.", self.name)
            )
        lines = self.line_ids
        lines.customer_id.check_access("read")
        reasons = lines._reasons_to_leave_out()
        getting = lines.filtered(lambda line: line.id not in reasons)
        if not getting:
            raise UserError(
                self.env._(
                    "Nobody may get “%(offer)s”. The first: %(customer)s, %(reason)s.",
                    offer=self.name,
                    customer=lines[0].customer_id.display_name,
                    reason=reasons[lines[0].id],
                )
            )
        for line_id, reason in reasons.items():
            line = lines.browse(line_id).sudo()
            line.write({"state": "left_out", "reason": reason})
        now = fields.Datetime.now()
        getting.sudo().write({"state": "sent", "date_sent": now})
        self.sudo().write({"state": "sent", "date_sent": now})
        self._mail(getting)
        self._tell_owners(getting)

    def _mail(self, lines):
        """One mail each, kept in the customer's history; Odoo's queue sends them."""
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": self.name,
                    "body_html": self._mail_body(),
                    "email_from": self.user_id.email_formatted,
                    "reply_to": self.user_id.email_formatted,
                    "author_id": self.user_id.partner_id.id,
                    "recipient_ids": line.customer_id.partner_id.ids,
                    "model": "crm.customer",
                    "res_id": line.customer_id.id,
                    "message_type": "email_outgoing",
                }
                for line in lines
            ]
        )

    def _mail_body(self):
        return self.env["ir.qweb"]._render(
            "crm_lifecycle.crm_customer_offer_mail", {"offer": self}
        )

    def _tell_owners(self, lines):
        """One message for each owner, with all of his customers that got it."""
        grouped = lines.sudo().grouped(lambda line: line.customer_id.user_id)
        for owner, mine in grouped.items():
            if owner and owner != self.env.user:
                names = ", ".join(mine.customer_id.mapped("display_name"))
                self.sudo().message_notify(
                    partner_ids=owner.partner_id.ids,
                    subject=self.env._("Your customers got: %s", self.name),
                    body=self.env._(
                        "%(user)s sent “%(offer)s” to %(customers)s.",
                        user=self.env.user.name,
                        offer=self.name,
                        customers=names,
                    ),
                )

    def _check_sender(self):
        """The sender or a superior works on it, until it is sent."""
        self.check_access("write")
        for offer in self:
            if offer.state != "draft":
                raise UserError(
                    self.env._("“%s” was sent and is kept as it is.", offer.name)
                )
