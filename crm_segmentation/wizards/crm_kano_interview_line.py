# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.crm_kano_answer import KANO_ANSWERS


class CrmKanoInterviewLine(models.TransientModel):
    _name = "crm.kano.interview.line"
    _description = "Feature in a Kano Interview"

    interview_id = fields.Many2one(
        comodel_name="crm.kano.interview", required=True, ondelete="cascade"
    )
    feature_id = fields.Many2one(comodel_name="crm.kano.feature", required=True)
    present = fields.Selection(selection=KANO_ANSWERS, string="If We Offer It")
    absent = fields.Selection(selection=KANO_ANSWERS, string="If We Do Not")
    remark = fields.Char()

    def _rows(self):
        """{feature: values of an answer}; features that were left out are not in it."""
        return {
            line.feature_id: {
                "present": line.present,
                "absent": line.absent,
                "remark": line.remark,
            }
            for line in self
            if line.present or line.absent
        }
