# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmCreditReleaseAsk(models.TransientModel):
    """Asks for the reason of a credit release; the document checks the rest."""

    _name = "crm.credit.release.ask"
    _description = "Ask for a Credit Release"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(
        string="Document Record", model_field="res_model", required=True
    )
    document = fields.Char(compute="_compute_document")
    hold_message = fields.Text(string="Held by Credit", compute="_compute_document")
    reason = fields.Text(string="Why It Should Go", required=True)
    date_until = fields.Date(
        string="Usable until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=7),
    )

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        for wizard in self:
            document = wizard._document()
            holds = document._credit_hold_now()
            wizard.document = document.display_name
            wizard.hold_message = document._credit_message(holds) if holds else False

    def action_confirm(self):
        self.ensure_one()
        self._document()._ask_release(self.reason, self.date_until)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The approvers were asked."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _document(self):
        """The document, of a kind that credit holds and that the user may change."""
        self.ensure_one()
        mixin = self.env.registry["crm.credit.document.mixin"]
        model = self.env.get(self.res_model)
        if model is None or not isinstance(model, mixin):
            raise UserError(self.env._("Credit holds no such documents."))
        document = model.browse(self.res_id).exists()
        if not document:
            raise UserError(self.env._("The document does not exist any more."))
        document.check_access("write")
        return document
