# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "crm.complaint.entry.button.mixin"]

    compensation_ids = fields.One2many(
        comodel_name="crm.complaint.compensation",
        inverse_name="move_id",
        string="Compensations",
        readonly=True,
    )
    complaint_party_id = fields.Many2one(
        comodel_name="crm.complaint.party",
        string="Charged Back to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The responsible party of a complaint whose share this charges back.",
    )
    is_complaint_refund = fields.Boolean(
        string="Money to Be Paid Back",
        readonly=True,
        copy=False,
        help="A customer accepted to get this money back; accounting pays it.",
    )
    released_compensation_id = fields.Many2one(
        comodel_name="crm.complaint.compensation",
        string="Compensation That Is Booked Anew",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="This draft was cancelled; another document takes its place.",
    )
    complaint_count = fields.Integer(string="Cases", compute="_compute_complaint_count")

    def _compute_complaint_count(self):
        cases = self._cases()
        for move in self:
            move.complaint_count = len(cases.get(move.id, ()))

    def unlink(self):
        """A draft that is deleted leaves the customer's yes to be booked again."""
        offers = self.sudo().compensation_ids
        offers._booked_by_drafts()._draft_gone()
        return super().unlink()

    def action_view_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("id", "in", self._cases().get(self.id, []))]
        action["context"] = {}
        return action

    def button_draft(self):
        self._check_charge_is_current()
        self._check_not_released()
        offers = self.sudo().compensation_ids
        for offer in offers.filtered(lambda o: o.state == "cancelled"):
            raise UserError(
                self.env._(
                    "%(document)s was cancelled, and with it the compensation of "
                    "%(complaint)s. Make a new offer at the complaint instead.",
                    document=offer.move_id.display_name,
                    complaint=offer.complaint_id.name,
                )
            )
        result = super().button_draft()
        offers.filtered(lambda o: o.state == "done")._document_undone("accepted")
        return result

    def button_cancel(self):
        offers = self.sudo().compensation_ids
        result = super().button_cancel()
        offers = offers.filtered(lambda o: o.state in ("accepted", "done"))
        fresh = offers._booked_by_drafts()
        for offer in fresh:
            offer.move_id.released_compensation_id = offer
        fresh._draft_gone()
        (offers - fresh)._document_undone("cancelled")
        return result

    def _post(self, soft=True):
        self.sudo().compensation_ids._check_posted_amount()
        posted = super()._post(soft=soft)
        offers = posted.sudo().compensation_ids
        offers.filtered(lambda o: o.state == "accepted")._draft_posted()
        return posted

    def _check_not_released(self):
        """What was cancelled as a draft is booked by another document."""
        for move in self.sudo().filtered("released_compensation_id"):
            offer = move.released_compensation_id
            raise UserError(
                self.env._(
                    "%(document)s was cancelled, and the compensation of %(complaint)s "
                    "is booked anew with “Book It Now”. Leave this one cancelled.",
                    document=move.display_name,
                    complaint=offer.complaint_id.name,
                )
            )

    def _check_charge_is_current(self):
        """A charge-back that was cancelled and made anew is not taken up again."""
        for move in self.sudo().filtered("complaint_party_id"):
            current = move.complaint_party_id.move_id
            if current != move:
                raise UserError(
                    self.env._(
                        "%(document)s was cancelled and was replaced by %(current)s, "
                        "which charges %(complaint)s back.",
                        document=move.display_name,
                        current=current.display_name,
                        complaint=move.complaint_party_id.complaint_id.name,
                    )
                )

    def _cases(self):
        """{move id: ids of the complaints about it or settled by it}."""
        cases = {}
        lines = self.env["crm.complaint.line"].sudo()._lines_about(self)
        for line in lines:
            for move in line._invoice_lines().move_id & self:
                cases.setdefault(move.id, set()).add(line.complaint_id.id)
        offers = self.env["crm.complaint.compensation"].sudo()
        for name in ("invoice_id", "move_id"):
            groups = offers._read_group(
                [(name, "in", self.ids)], [name, "complaint_id"]
            )
            for move, complaint in groups:
                cases.setdefault(move.id, set()).add(complaint.id)
        return {move_id: sorted(ids) for move_id, ids in cases.items()}

    def _disputed_amounts(self):
        amounts = super()._disputed_amounts()
        lines = self.env["crm.complaint.line"].sudo()._disputed_lines(self)
        for move_id, amount in lines._disputed_by_invoice().items():
            move = self.browse(move_id)
            if move in self:
                most = amounts.get(move_id, 0.0) + amount
                amounts[move_id] = min(most, move.amount_residual)
        return {move_id: amount for move_id, amount in amounts.items() if amount}

    def _disputing(self):
        cases = self.env["crm.complaint.line"]._disputed_lines(self).complaint_id
        return [*super()._disputing(), *([cases] if cases else [])]

    @api.model
    def _disputed_move_ids(self):
        lines = self.env["crm.complaint.line"].sudo()._disputed_lines()
        amounts = self.browse(lines._disputed_by_invoice()).sudo()._disputed_amounts()
        return [*super()._disputed_move_ids(), *amounts]

    def _prepare_complaint_defaults(self):
        """The customer of the invoice; a single line is filled in."""
        lines = self.env["crm.complaint.line"]
        products = self.invoice_line_ids.filtered_domain(lines._invoice_line_domain())
        single = products if len(products) == 1 else products.browse()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "lines": [lines._values_from_invoice_line(line) for line in single],
        }
