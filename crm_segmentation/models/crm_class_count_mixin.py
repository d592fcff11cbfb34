# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmClassCountMixin(models.AbstractModel):
    """How many customers a classification puts in which class."""

    _name = "crm.class.count.mixin"
    _description = "Counts of a Classification"

    line_count = fields.Integer(string="Customers", compute="_compute_line_counts")
    change_count = fields.Integer(
        string="Changed Classes", compute="_compute_line_counts"
    )
    a_count = fields.Integer(string="Class A", compute="_compute_line_counts")
    b_count = fields.Integer(string="Class B", compute="_compute_line_counts")
    c_count = fields.Integer(string="Class C", compute="_compute_line_counts")
    d_count = fields.Integer(string="Class D", compute="_compute_line_counts")

    def _compute_line_counts(self):
        groups = self.env["crm.class.line"]._read_group(
            [("run_id", "in", self.ids)],
            ["run_id", "class_final", "is_changed"],
            ["__count"],
        )
        for run in self:
            mine = [group[1:] for group in groups if group[0] == run]
            run.line_count = sum(count for _name, _changed, count in mine)
            run.change_count = sum(count for _name, changed, count in mine if changed)
            for name in ("A", "B", "C", "D"):
                run[f"{name.lower()}_count"] = sum(
                    count for klass, _changed, count in mine if klass == name
                )
