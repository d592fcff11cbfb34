# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command


class CrmKanoInterview(models.TransientModel):
    """All features of a study on one page, filled in while the customer speaks."""

    _name = "crm.kano.interview"
    _description = "Kano Interview"

    study_id = fields.Many2one(comodel_name="crm.kano.study", required=True)
    company_id = fields.Many2one(related="study_id.company_id")
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, check_company=True
    )
    date = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today
    )
    line_ids = fields.One2many(
        comodel_name="crm.kano.interview.line",
        inverse_name="interview_id",
        string="Features",
        compute="_compute_line_ids",
        # answers of customers of others stay hidden
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    @api.depends("study_id", "customer_id")
    def _compute_line_ids(self):
        """What was answered already is there to be changed."""
        answers = self.env["crm.kano.answer"]
        for interview in self:
            given = answers.search(
                [
                    ("study_id", "=", interview.study_id.id),
                    ("customer_id", "=", interview.customer_id.id),
                ]
            ).grouped("feature_id")
            interview.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "feature_id": feature.id,
                        "present": given.get(feature, answers).present,
                        "absent": given.get(feature, answers).absent,
                        "remark": given.get(feature, answers).remark,
                    }
                )
                for feature in interview.study_id.feature_ids
            ]

    @api.constrains("customer_id")
    def _check_customer_id(self):
        """Dialogs show names as superuser: those of customers the user sees."""
        self.customer_id.with_user(self.env.uid).check_access("read")

    def action_save(self):
        self.ensure_one()
        self.study_id._record_interview(
            self.customer_id, self.date, self.line_ids._rows()
        )
        return {"type": "ir.actions.act_window_close"}
