# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .crm_complaint_turns import hold

SHOWN, LOOKED_AT = 5, 500


class CrmComplaintLibraryMixin(models.AbstractModel):
    """Solutions of earlier complaints, found and used again."""

    _name = "crm.complaint.library.mixin"
    _description = "Solutions for a Complaint"

    solution_ids = fields.Many2many(
        comodel_name="crm.complaint.solution",
        string="Known Solutions",
        compute="_compute_solution_ids",
        help="Published solutions with the same cause, category, product category or "
        "keywords, the best first.",
    )
    learned_ids = fields.One2many("crm.complaint.solution", "complaint_id")

    @api.depends("category_id", "cause_id", "description", "subject", "symptom")
    def _compute_solution_ids(self):
        known = self._known_solutions()
        for complaint in self:
            products = complaint.sudo().line_ids.product_id.categ_id
            words = f"{complaint.subject} {complaint.description} {complaint.symptom}"
            points = {
                solution: solution._points(
                    words.lower(), complaint.category_id, complaint.cause_id, products
                )
                for solution in known
                if not solution.company_id
                or solution.company_id == complaint.company_id
            }
            fitting = known.filtered(lambda s, found=points: found.get(s))
            best = fitting.sorted(lambda s, found=points: -found[s])
            complaint.solution_ids = best[:SHOWN] if complaint.is_open else False

    def action_learn(self):
        """Makes a draft for the library out of this complaint."""
        self.ensure_one()
        solution = self._learn()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Solution"),
            "res_model": "crm.complaint.solution",
            "res_id": solution.id,
            "view_mode": "form",
        }

    @api.model
    def _known_solutions(self):
        solutions = self.env["crm.complaint.solution"]
        if not solutions.has_access("read"):
            return solutions
        published = Domain("state", "=", "published")
        return solutions.search(published, limit=LOOKED_AT)

    def _use_solution(self, solution):
        """Puts a published solution behind what is written already, and counts it."""
        self.ensure_one()
        self.check_access("write")
        if solution.state != "published" or not self.is_open:
            raise UserError(
                self.env._(
                    "%(complaint)s: “%(solution)s” is used while the complaint is open "
                    "and the solution published.",
                    complaint=self.name,
                    solution=solution.name,
                )
            )
        texts = [(self.solution or "").strip(), solution.solution]
        values = {"solution": "\n\n".join(filter(None, texts))}
        if solution.cause_id and not self.cause_id:
            values["cause_id"] = solution.cause_id.id
        self.write(values)
        counted = solution.sudo()
        hold(counted)
        counted.invalidate_recordset(["used_count"])
        counted.used_count += 1

    def _learn(self):
        self.ensure_one()
        self.check_access("write")
        solutions = self.env["crm.complaint.solution"]
        solutions.check_access("create")
        if self.phase not in ("solved", "closed"):
            raise UserError(
                self.env._(
                    "%s is not solved yet; the library keeps what worked.", self.name
                )
            )
        hold(self)
        known = self.sudo().learned_ids[:1]
        return solutions.browse(known.id) or solutions.browse(
            solutions.sudo().create(self._prepare_solution_values()).id
        )

    def _prepare_solution_values(self):
        return {
            "name": self.subject or self.name,
            "company_id": self.company_id.id,
            "problem": self.symptom or self.description,
            "solution": self.solution,
            "category_id": self.category_id.id,
            "cause_id": self.cause_id.id,
            "product_category_id": self.line_ids.product_id.categ_id[:1].id,
            "complaint_id": self.id,
        }
