# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.crm_customer_visit import RESULTS

RECORD = (
    "result",
    "outcome",
    "mood",
    "opinion",
    "next_step",
    "date_next",
    "is_introduced",
    "is_sampled",
    "is_presented",
)


class CrmVisitFinish(models.TransientModel):
    """One screen of a phone: what came out of it, what is next, a photo, finish."""

    _name = "crm.visit.finish"
    _description = "Finish a Visit"

    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit", required=True, ondelete="cascade"
    )
    is_first = fields.Boolean(related="visit_id.is_first")
    result = fields.Selection(RESULTS, required=True)
    outcome = fields.Text(required=True)
    mood = fields.Selection(
        selection=[("good", "Content"), ("fair", "Fair"), ("bad", "Unhappy")],
        string="Customer Is",
    )
    opinion = fields.Text(string="Customer's Opinion")
    next_step = fields.Char()
    date_next = fields.Date(string="Next Step on")
    is_introduced = fields.Boolean(string="Cards exchanged, introduced ourselves")
    is_sampled = fields.Boolean(string="Samples or brochures handed over")
    is_presented = fields.Boolean(string="Company presented")
    photo_ids = fields.Many2many("ir.attachment", string="Photos")

    def action_finish(self):
        self.ensure_one()
        values = {name: self[name] for name in RECORD}
        values["photo_ids"] = [fields.Command.link(p.id) for p in self.photo_ids]
        self.visit_id._finish(values)
        self.photo_ids.write(
            {"res_model": "crm.customer.visit", "res_id": self.visit_id.id}
        )
        return {"type": "ir.actions.act_window_close"}
