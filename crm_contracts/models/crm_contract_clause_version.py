# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty


class CrmContractClauseVersion(models.Model):
    """One wording of a clause. Once released it stays as it is: contracts cite it."""

    _name = "crm.contract.clause.version"
    _description = "Version of a Clause"
    _inherit = ["crm.guarded.mixin"]
    _order = "clause_id, number desc, id desc"

    _guarded_fields = frozenset({"number"})
    _frozen_fields = frozenset({"clause_id"})

    clause_id = fields.Many2one(
        comodel_name="crm.contract.clause",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="clause_id.company_id", store=True, index=True)
    number = fields.Integer(string="Version", readonly=True, copy=False)
    body = fields.Html(string="Text", translate=True)
    reason = fields.Char(string="What Changed", copy=False)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("released", "Released")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    released_by_id = fields.Many2one(
        comodel_name="res.users", string="Released by", readonly=True, copy=False
    )
    date_released = fields.Datetime(string="Released", readonly=True, copy=False)
    term_count = fields.Integer(string="Contracts", compute="_compute_term_count")

    _number_unique = models.UniqueIndex(
        "(clause_id, number)", "This clause already has a version of that number."
    )

    @api.depends("clause_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(clause)s, version %(number)s",
                clause=version.clause_id.name or "",
                number=version.number,
            )

    def _compute_term_count(self):
        counts = dict(
            self.env["crm.contract.term"]._read_group(
                [("version_id", "in", self.ids)], ["version_id"], ["__count"]
            )
        )
        for version in self:
            version.term_count = counts.get(version, 0)

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        for clause, group in versions.grouped("clause_id").items():
            highest = max((clause.version_ids - group).mapped("number"), default=0)
            for number, version in enumerate(group, start=highest + 1):
                version.sudo().number = number
        return versions

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_released(self):
        self._check_draft()

    def action_release(self):
        for version in self:
            version._release()

    def _release(self):
        """Puts a wording in force; contracts that cite an older one keep it."""
        self.ensure_one()
        if not self.env.user.has_group("crm_contracts.crm_contracts_group_manager"):
            raise AccessError(
                self.env._(
                    "%s: clauses are released by contract managers; ask one of them.",
                    self.display_name,
                )
            )
        self._check_draft()
        if is_html_empty(self.body):
            raise UserError(
                self.env._("%s has no text yet; write it first.", self.display_name)
            )
        self.sudo().write(
            {
                "state": "released",
                "released_by_id": self.env.uid,
                "date_released": fields.Datetime.now(),
            }
        )

    def _check_draft(self):
        for version in self.filtered(lambda v: v.state == "released"):
            raise UserError(
                self.env._(
                    "%s was released: contracts cite its words. Make a new version "
                    "of the clause.",
                    version.display_name,
                )
            )
