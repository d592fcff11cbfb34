# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .crm_class_rules import CLASSES

# Longest list of the printed form; a longer one nobody reads on paper.
MOST_PRINTED = 2000


class CrmClassCountMixin(models.AbstractModel):
    """How many customers a classification puts in which class, for screen and print."""

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
            for name in CLASSES:
                run[f"{name.lower()}_count"] = sum(
                    count for klass, _changed, count in mine if klass == name
                )

    def _class_totals(self):
        """[{name, meaning, count, amount}] of all classes, amount in the company's
        currency."""
        self.ensure_one()
        groups = self.env["crm.class.line"]._read_group(
            [("run_id", "=", self.id)],
            ["class_final"],
            ["__count", "amount_3y:sum"],
        )
        known = {name: (count, amount) for name, count, amount in groups}
        meanings = {
            "A": self.env._("Most important"),
            "B": self.env._("Next in importance"),
            "C": self.env._("General, new, or with credit problems"),
            "D": self.env._("Serious credit problems"),
        }
        return [
            {
                "name": name,
                "meaning": meanings[name],
                "count": known.get(name, (0, 0))[0],
                "amount": known.get(name, (0, 0))[1],
            }
            for name in CLASSES
        ]

    def _printed_lines(self, limit=MOST_PRINTED):
        """Lines of the printed form by class: all, or those that change their class and
        the largest of the others."""
        self.ensure_one()
        lines = self.env["crm.class.line"].search(
            [("run_id", "=", self.id)],
            order="is_changed desc, amount_3y desc, id",
            limit=limit,
        )
        return lines.sorted(lambda line: (line.class_final, -line.amount_3y, line.id))
