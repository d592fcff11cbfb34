# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmReport(models.Model):
    """The report catalogue: what can be asked, with the usual period and groups."""

    _name = "crm.report"
    _description = "Report"
    _inherit = ["crm.report.choice.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="Which question it answers.")
    source = fields.Selection(
        selection=[
            ("sales", "Sales"),
            ("satisfaction", "Satisfaction"),
            ("marketing", "Marketing"),
            ("key", "Key accounts"),
            ("actions", "Customer actions"),
            ("opportunities", "Opportunities"),
            ("evaluation", "The CRM itself"),
        ],
        string="About",
        required=True,
        default="sales",
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    direct_rows = fields.Integer(
        string="Rows at Once",
        default=5000,
        help="A longer file is written in the background; it says when it is ready.",
    )
    printed_rows = fields.Integer(
        string="Rows to Print",
        default=2000,
        help="What is longer is refused, not cut: take the file instead.",
    )
    keep_days = fields.Integer(
        string="Keep for Days",
        default=30,
        help="Answers are deleted after so many days, except those of the archive.",
    )

    _limits_positive = models.Constraint(
        "CHECK (direct_rows > 0 AND printed_rows > 0 AND keep_days > 0)",
        "Rows at once, rows to print and days to keep are more than nothing.",
    )

    @api.constrains("source")
    def _check_source(self):
        self._check_groups()

    def action_open(self):
        """Button: a new answer to this report, to choose its period and filters.

        What was opened before and never asked goes.
        """
        self.ensure_one()
        runs = self.env["crm.report.run"]
        runs.search(
            [
                ("report_id", "=", self.id),
                ("user_id", "=", self.env.uid),
                ("state", "=", "draft"),
                ("date_done", "=", False),
            ]
        ).unlink()
        run = runs.create({"report_id": self.id})
        return run._own_window()

    def action_view_runs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_report_run_action"
        )
        return {**action, "domain": [("report_id", "=", self.id)]}
