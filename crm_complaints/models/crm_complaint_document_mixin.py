# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .crm_complaint_readers import told_to


class CrmComplaintDocumentMixin(models.AbstractModel):
    """The real document behind a compensation: made once, undone by its own means."""

    _name = "crm.complaint.document.mixin"
    _description = "Document of a Compensation"

    company_currency_id = fields.Many2one("res.currency")
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    amount_company = fields.Monetary(
        string="Amount in Company Currency",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
    )
    cost = fields.Monetary(
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="What it costs the company, untaxed: the credited turnover, the cost of "
        "goods sent again, the discount really used.",
    )
    date_cost = fields.Date(string="Spent on", readonly=True, copy=False)
    delivery_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Order Free of Charge",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    discount_id = fields.Many2one(
        comodel_name="crm.complaint.discount",
        string="Right to a Discount",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    move_id = fields.Many2one(
        comodel_name="account.move",
        string="Credit Note",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    origin_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Original Order",
        compute="_compute_origin_order_id",
        store=True,
        index="btree_not_null",
        help="The order whose result the compensation reduces.",
    )

    @api.depends(
        "line_ids.order_line_id", "invoice_id", "complaint_id.line_ids.order_line_id"
    )
    def _compute_origin_order_id(self):
        for offer in self.sudo():
            claimed = offer.complaint_id.line_ids.order_line_id.order_id
            invoiced = offer.invoice_id.invoice_line_ids.sale_line_ids.order_id
            sent = offer.line_ids.order_line_id.order_id
            both = claimed & invoiced
            offer.origin_order_id = (sent or both or invoiced or claimed)[:1]

    def action_make_document(self):
        """Once more, after what stood in the way was put right."""
        for offer in self:
            offer.complaint_id.check_access("write")
            offer._lock()
            offer._check_state(("accepted",))
            offer.sudo()._make_later()

    def action_view_document(self):
        self.ensure_one()
        document = self._document()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "view_mode": "form",
        }

    def _document(self):
        """The credit note, the order or the right, when there is one."""
        self.ensure_one()
        return self.move_id or self.delivery_order_id or self.discount_id

    def _make_document(self):
        """Makes the document, whole or not at all.

        When it cannot be made the customer's yes is kept and the agent called; staff
        reads the reason instead.
        """
        self.ensure_one()
        if document := self._document():
            raise UserError(
                self.env._(
                    "%(offer)s has its document already: %(document)s. Accounting "
                    "posts it, or cancels it.",
                    offer=self.display_name,
                    document=document.display_name,
                )
            )
        try:
            with self.env.cr.savepoint():
                is_done = getattr(self, f"_do_{self.kind}")()
        except (UserError, ValidationError) as error:
            if not self.env.user.share:
                raise UserError(
                    self.env._(
                        "%(offer)s: its document cannot be made, so nothing was "
                        "recorded. %(error)s",
                        offer=self.display_name,
                        error=error,
                    )
                ) from error
            self._call_agent(str(error))
            return
        if is_done:
            self._set_done()

    def _make_later(self):
        """Makes the document after the customer's yes, who hears of it."""
        self._make_document()
        if self.state == "done":
            self._tell_carried_out()

    def _tell_carried_out(self):
        """One message to the customer, in his language; it answers no question of
        his, so that it meets no clock."""
        complaint, customer = self.complaint_id, self.complaint_id.partner_id
        robot = self.env.ref("base.partner_root")
        told = told_to(self, customer)
        complaint.with_context(lang=told.env.lang).message_post(
            body=told._words_of_carried_out(),
            partner_ids=customer.ids,
            author_id=(complaint.user_id.partner_id or robot).id,
            message_type="auto_comment",
            subtype_xmlid="mail.mt_comment",
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _words_of_carried_out(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "We carried out what you accepted: %(kind)s, %(amount)s, document "
            "%(document)s.",
            kind=kinds[self.kind],
            amount=self._amount_words(),
            document=self.move_id.name or self._document().display_name,
        )

    def _call_agent(self, words):
        agent = self._who_books()
        self.complaint_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told_to(self, agent).env._(
                "%s was accepted, but cannot be booked", self.display_name
            ),
            note=words,
            user_id=agent.id,
        )

    def _who_books(self):
        """Whom it is told when a document cannot be made, or was taken away."""
        complaint = self.complaint_id
        return complaint.user_id or complaint.team_id.user_id or self.user_id

    def _set_done(self):
        today = fields.Date.context_today(self)
        self.write(
            {
                "state": "done",
                "date_done": today,
                "date_cost": today,
                "amount_company": self._document_amount(),
                "cost": self._document_cost(),
            }
        )

    def _document_undone(self, state):
        """The document was cancelled or taken back to draft: what follows here."""
        for offer in self:
            offer.write({"state": state, "cost": 0.0, "date_cost": False})
            offer.complaint_id.message_post(
                body=self.env._(
                    "%(document)s was taken back; the compensation of %(amount)s "
                    "does not count any more.",
                    document=offer._document().display_name,
                    amount=offer._amount_words(),
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _document_amount(self):
        """Amount granted, in the company's currency."""
        if self.move_id:
            return abs(self.move_id.amount_total_signed)
        return self._in_company_currency(self.amount)

    def _document_cost(self):
        """What it costs now, untaxed, in the company's currency."""
        if self.move_id:
            return abs(self.move_id.amount_untaxed_signed)
        if self.discount_id:
            return self.discount_id.amount_used
        return self._goods_cost()
