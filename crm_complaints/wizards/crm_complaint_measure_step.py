# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmComplaintMeasureStep(models.TransientModel):
    """Asks for what was done or seen; the measure itself checks who may say so."""

    _name = "crm.complaint.measure.step"
    _description = "Step of a Measure"

    measure_id = fields.Many2one("crm.complaint.measure", required=True, readonly=True)
    operation = fields.Selection(
        selection=[
            ("done", "The measure is done"),
            ("effective", "The measure helped"),
            ("ineffective", "The measure did not help"),
        ],
        required=True,
        readonly=True,
    )
    note = fields.Text(required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Proofs")

    def action_confirm(self):
        self.ensure_one()
        measure, files = self.measure_id, self.attachment_ids
        if self.operation == "done":
            measure._record_done(self.note)
        else:
            measure._verify(self.operation == "effective", self.note)
        measure._keep_proofs(files, self._name, self.note)
        if self.operation == "ineffective":
            return measure.action_follow_up()
        return {"type": "ir.actions.act_window_close"}
