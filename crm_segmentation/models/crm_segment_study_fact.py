# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

TYPES = {
    "boolean",
    "char",
    "date",
    "float",
    "integer",
    "many2one",
    "monetary",
    "selection",
}


class CrmSegmentStudyFact(models.Model):
    """A fact by which a study divides the customers, and how well it is known."""

    _name = "crm.segment.study.fact"
    _description = "Criterion of a Segmentation"
    _order = "sequence, id"
    _rec_name = "fact"

    study_id = fields.Many2one(
        comodel_name="crm.segment.study", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    fact = fields.Selection(selection="_selection_fact", required=True)
    note = fields.Char(string="Why It Divides")
    coverage = fields.Float(
        string="Known of",
        compute="_compute_coverage",
        help="Part of the company's customers of whom it is known.",
    )
    is_gap = fields.Boolean(string="Known Too Little", compute="_compute_coverage")

    _fact_unique = models.Constraint(
        "UNIQUE (study_id, fact)", "This fact is a criterion of the study already."
    )

    @api.depends("fact", "study_id.company_id", "study_id.coverage_min")
    def _compute_coverage(self):
        customers = self.env["crm.customer"]
        for line in self:
            company = Domain("company_id", "=", line.study_id.company_id.id)
            count = customers.search_count(company) if line.fact else 0
            known = 0
            if count and self._is_criterion(customers._fields.get(line.fact)):
                known = customers.search_count(company & Domain(line.fact, "!=", False))
            line.coverage = known / count if count else 0.0
            line.is_gap = line.coverage < line.study_id.coverage_min

    @api.model
    def _selection_fact(self):
        """Everything known of a customer that can be searched, by its label."""
        customers = self.env["crm.customer"]
        labels = [
            (name, field._description_string(self.env) or name)
            for name, field in customers._fields.items()
            if self._is_criterion(field)
        ]
        return sorted(labels, key=lambda item: (item[1], item[0]))

    @api.model
    def _is_criterion(self, field):
        return bool(
            field
            and field.type in TYPES
            and not field.groups
            and field.name not in models.MAGIC_COLUMNS
            and field._description_searchable
        )
