# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What makes a solution, and what decides for which complaint it is suggested.
SAID = frozenset(
    {
        "active",
        "category_id",
        "cause_id",
        "company_id",
        "keywords",
        "name",
        "problem",
        "product_category_id",
        "solution",
    }
)


class CrmComplaintSolution(models.Model):
    """A solution that worked, written once and used again."""

    _name = "crm.complaint.solution"
    _description = "Solution"
    _inherit = ["crm.complaint.circle.mixin", "crm.guarded.mixin", "mail.thread"]
    _order = "used_count desc, name, id"

    _guarded_fields = frozenset({"complaint_id", "state", "used_count"})

    name = fields.Char(string="Title", required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: used by all companies.",
    )
    problem = fields.Text(required=True, help="How the case looked, without names.")
    solution = fields.Text(required=True, help="What is told to the customer.")
    category_id = fields.Many2one(
        comodel_name="crm.complaint.category", index=True, ondelete="set null"
    )
    cause_id = fields.Many2one(
        comodel_name="crm.complaint.cause", index=True, ondelete="set null"
    )
    product_category_id = fields.Many2one(
        comodel_name="product.category", index="btree_not_null", ondelete="set null"
    )
    keywords = fields.Char(help="Words of customers for this problem, by commas.")
    complaint_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="Learned from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    used_count = fields.Integer(string="Used", readonly=True, copy=False)

    def write(self, vals):
        if not self.env.su and self._says(vals) and not self._is_manager():
            self._check_draft()
            self._check_own()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    def action_publish(self):
        self._check_manager()
        self.sudo().state = "published"

    def action_unpublish(self):
        self._check_manager()
        self.sudo().state = "draft"

    def action_use(self):
        """Copies the solution into the complaint of the form; its right is checked."""
        self.ensure_one()
        self.check_access("read")
        complaint = self.env["crm.complaint"].browse(
            self.env.context.get("complaint_id")
        )
        if not complaint.exists():
            raise UserError(
                self.env._("%s is used from the form of a complaint.", self.name)
            )
        complaint._use_solution(self)
        return False

    @api.model
    def _says(self, vals):
        return bool(vals.keys() & SAID)

    @api.model
    def _is_manager(self):
        return self.env.user.has_group("crm_complaints.crm_complaints_group_manager")

    def _check_manager(self):
        self.check_access("write")
        if not self._is_manager():
            raise AccessError(
                self.env._(
                    "%s: solutions are published by complaint managers.",
                    self[:1].name,
                )
            )

    def _check_draft(self):
        for solution in self:
            if solution.state != "draft":
                raise UserError(
                    self.env._(
                        "“%s” is published; a complaint manager takes it back first.",
                        solution.name,
                    )
                )

    def _check_own(self):
        """A draft is written by who made it, or works on the complaint behind it."""
        for solution in self:
            case = solution.sudo().complaint_id.sudo(False)
            if solution.create_uid == self.env.user:
                continue
            if not case or not case.has_access("write"):
                raise AccessError(
                    self.env._(
                        "“%(solution)s” is a draft of %(user)s; write to its author or "
                        "to a complaint manager.",
                        solution=solution.name,
                        user=solution.sudo().create_uid.name,
                    )
                )

    def _points(self, words, category, cause, products):
        """How well this solution fits a complaint; 0: not at all."""
        self.ensure_one()
        points = 0
        if self.cause_id and self.cause_id == cause:
            points += 4
        if self.product_category_id and self.product_category_id in products:
            points += 2
        if self.category_id and self.category_id == category:
            points += 1
        known = (self.keywords or "").lower().replace("，", ",").split(",")
        hits = [w for w in map(str.strip, known) if w and w in words]
        return points + 3 * len(hits)
