# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CrmComplaintInquiry(models.Model):
    """A complaint handed to its supplier: what he sees, and what he answers.

    He sees this record only: neither the complaint nor its conversation. How it moves
    is in crm.complaint.inquiry.flow.mixin.
    """

    _name = "crm.complaint.inquiry"
    _description = "Supplier Inquiry"
    _inherit = [
        "crm.complaint.circle.mixin",
        "crm.complaint.inquiry.flow.mixin",
        "crm.complaint.inquiry.mail.mixin",
        "crm.guarded.mixin",
        "crm.portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id desc"
    _check_company_auto = True

    _guarded_fields = frozenset(
        {
            "answer_cause",
            "answer_measure",
            "answer_statement",
            "answered_by_id",
            "date_answered",
            "date_measure",
            "date_reminded",
            "date_sent",
            "measure_id",
            "state",
        }
    )
    _frozen_fields = frozenset({"access_token", "complaint_id", "name"})
    _shared_fields = frozenset(
        {
            "attachment_ids",
            "is_customer_shown",
            "line_ids",
            "lot",
            "partner_id",
            "problem",
            "question",
        }
    )

    name = fields.Char(string="Number", compute="_compute_name", store=True)
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="complaint_id.user_id", store=True, string="Agent"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Supplier",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The contact of the supplier who gets the mail and answers.",
    )
    problem = fields.Text(
        required=True,
        help="What the supplier reads: facts about the product, nothing private.",
    )
    question = fields.Text(help="What the supplier is asked to do or to find out.")
    lot = fields.Char(string="Lot or Serial Number")
    line_ids = fields.Many2many(
        comodel_name="crm.complaint.line",
        relation="crm_complaint_inquiry_line_rel",
        column1="inquiry_id",
        column2="line_id",
        string="Products Shown",
        domain="[('complaint_id', '=', complaint_id)]",
        help="Product, quantity and defect of these lines are shown, no order and no "
        "price.",
    )
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="crm_complaint_inquiry_attachment_rel",
        column1="inquiry_id",
        column2="attachment_id",
        string="Pictures Shown",
        domain="[('res_model', '=', 'crm.complaint'), ('res_id', '=', complaint_id)]",
        help="Chosen files of the complaint; all others stay hidden.",
    )
    is_customer_shown = fields.Boolean(
        string="Show the Customer",
        help="Off: the supplier reads “one of our customers”.",
    )
    date_due = fields.Date(
        string="Answer until", compute="_compute_date_due", store=True, readonly=False
    )

    @api.depends("complaint_id.name")
    def _compute_name(self):
        for inquiry in self:
            # the number that the supplier knows stays, also after a merge
            inquiry.name = inquiry.name or f"{inquiry.complaint_id.name}/S"

    @api.depends("company_id")
    def _compute_date_due(self):
        today = fields.Date.context_today(self)
        for inquiry in self:
            days = inquiry.company_id.complaint_supplier_days
            inquiry.date_due = inquiry.date_due or fields.Date.add(today, days=days)

    @api.depends("complaint_id.name", "partner_id")
    def _compute_display_name(self):
        for inquiry in self:
            inquiry.display_name = (
                f"{inquiry.complaint_id.name or ''}: {inquiry.partner_id.name or ''}"
            )

    def _compute_access_url(self):
        for inquiry in self:
            inquiry.access_url = f"/my/supplier-inquiries/{inquiry.id}"

    @api.constrains("line_ids", "attachment_ids", "complaint_id")
    def _check_shared(self):
        """Nothing of another complaint slips to a supplier."""
        for inquiry in self.sudo():
            complaint = inquiry.complaint_id
            foreign = inquiry.line_ids.filtered(
                lambda n, c=complaint: n.complaint_id != c
            )
            files = inquiry.attachment_ids.filtered(
                lambda f, c=complaint: (f.res_model, f.res_id) != (c._name, c.id)
            )
            if foreign or files:
                raise ValidationError(
                    self.env._(
                        "%(inquiry)s: “%(name)s” does not belong to this complaint.",
                        inquiry=inquiry.display_name,
                        name=foreign[:1].display_name or files[:1].name,
                    )
                )

    @api.constrains("partner_id", "complaint_id")
    def _check_partner_id(self):
        for inquiry in self.sudo():
            customer = inquiry.complaint_id.customer_id.partner_id
            if inquiry.partner_id.commercial_partner_id == customer:
                raise ValidationError(
                    self.env._(
                        "%(inquiry)s: %(partner)s is the customer who complains, not "
                        "the supplier.",
                        inquiry=inquiry.complaint_id.name,
                        partner=inquiry.partner_id.display_name,
                    )
                )

    def write(self, vals):
        if self._shared_fields & vals.keys() and not self.env.su:
            self._check_state(("draft",))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_state(("draft",))

    def action_send(self):
        for inquiry in self:
            inquiry._send()

    def action_accept(self):
        self.ensure_one()
        return self._accept_answer()

    def action_ask_again(self):
        for inquiry in self:
            inquiry._ask_again()

    def action_withdraw(self):
        for inquiry in self:
            inquiry._withdraw()

    def _customer_words(self):
        """Who complains, as the supplier may read it."""
        self.ensure_one()
        if self.is_customer_shown:
            return self.sudo().complaint_id.customer_id.partner_id.name
        return self.env._("one of our customers")

    def _is_visible_to(self, user, access_token=None):
        """Whether a visitor sees this inquiry: with the link of the mail, as a
        colleague, or as somebody of the supplier's company."""
        self.ensure_one()
        if user._is_internal():
            return self.with_user(user).has_access("read")
        if self.state in ("draft", "withdrawn"):
            return False
        if self._is_token(access_token):
            return True
        if user._is_public():
            return False
        partner = self.partner_id.commercial_partner_id
        return partner == user.partner_id.commercial_partner_id

    def _check_state(self, states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for inquiry in self:
            if inquiry.state not in states:
                raise UserError(
                    self.env._(
                        "%(inquiry)s is in state “%(state)s”; that is not possible any "
                        "more.",
                        inquiry=inquiry.display_name,
                        state=labels[inquiry.state],
                    )
                )

    @api.model
    def _portal_domain(self, user):
        """Inquiries to the visitor's own company, nobody else's."""
        company = user.partner_id.commercial_partner_id
        return Domain("partner_id", "child_of", company.id) & Domain(
            "state", "not in", ("draft", "withdrawn")
        )

    @api.model
    def _is_asked(self, user):
        """Whether the portal's home shows a visitor the way to inquiries."""
        return bool(self.sudo().search_count(self._portal_domain(user), limit=1))
