# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmQualificationPaper(models.Model):
    """A survey document of one qualification, with its scan."""

    _name = "crm.qualification.paper"
    _description = "Survey Document of a Customer"
    _inherit = ["crm.guarded.mixin"]
    _order = "sequence, id"

    _frozen_fields = frozenset({"qualification_id", "is_required"})

    qualification_id = fields.Many2one(
        comodel_name="crm.qualification",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean(string="Required")
    attachment_ids = fields.Many2many(
        comodel_name="ir.attachment",
        relation="crm_qualification_paper_file_rel",
        string="Scans",
    )
    is_there = fields.Boolean(string="There", compute="_compute_is_there", store=True)
    note = fields.Char()

    @api.depends("attachment_ids")
    def _compute_is_there(self):
        for paper in self:
            paper.is_there = bool(paper.attachment_ids)

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        papers.qualification_id.check_access("write")
        papers.qualification_id._check_open()
        papers._keep_scans()
        return papers

    def write(self, vals):
        self.qualification_id._check_open()
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_scans()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self.qualification_id._check_open()

    def _keep_scans(self):
        """A scan uploaded before the paper was saved would be read by nobody else."""
        for paper in self:
            scans = paper.sudo().attachment_ids.filtered(
                lambda scan: not scan.res_id and scan.create_uid == self.env.user
            )
            scans.write({"res_model": self._name, "res_id": paper.id})
