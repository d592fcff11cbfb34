# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import is_html_empty


class CrmContractTerm(models.Model):
    """A clause as it stands in a contract: a version of the library, or own words.

    The library's words are read when they are printed, so they are in the reader's
    language; own words are printed as they are.
    """

    _name = "crm.contract.term"
    _description = "Clause of a Contract"
    _inherit = ["crm.contract.part.mixin"]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    clause_id = fields.Many2one(
        comodel_name="crm.contract.clause",
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('version_id', '!=', False)]",
    )
    version_id = fields.Many2one(
        comodel_name="crm.contract.clause.version",
        compute="_compute_version_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        domain="[('clause_id', '=', clause_id), ('state', '=', 'released')]",
    )
    category_id = fields.Many2one(
        related="clause_id.category_id", store=True, precompute=True
    )
    name = fields.Char(string="Own Heading", help="Empty: the heading of the library.")
    heading = fields.Char(compute="_compute_text")
    body_own = fields.Html(
        string="Own Words",
        help="Replaces the words of the library in this contract only; approvers see "
        "that it was changed.",
    )
    body = fields.Html(string="Text", compute="_compute_text")
    is_changed = fields.Boolean(
        string="Own Words Used", compute="_compute_is_changed", store=True
    )
    is_outdated = fields.Boolean(
        string="Newer Version Exists", compute="_compute_is_outdated"
    )

    @api.depends("clause_id")
    def _compute_version_id(self):
        """The version in force when the clause was put in; it stays that one."""
        for term in self:
            if term.version_id.clause_id != term.clause_id:
                term.version_id = term.clause_id.version_id

    @api.depends("name", "clause_id.name", "body_own", "version_id.body")
    @api.depends_context("lang")
    def _compute_text(self):
        for term in self:
            own = not is_html_empty(term.body_own)
            term.heading = term.name or term.clause_id.name
            term.body = term.body_own if own else term.version_id.body

    @api.depends("body_own", "clause_id")
    def _compute_is_changed(self):
        for term in self:
            term.is_changed = bool(term.clause_id) and not is_html_empty(term.body_own)

    @api.depends("version_id", "clause_id.version_id", "contract_id.state")
    def _compute_is_outdated(self):
        for term in self:
            term.is_outdated = (
                term.contract_id.state == "draft"
                and bool(term.clause_id)
                and term.version_id != term.clause_id.version_id
            )

    @api.constrains("clause_id", "name", "body_own", "version_id")
    def _check_words(self):
        for term in self:
            if not term.clause_id and (not term.name or is_html_empty(term.body_own)):
                raise ValidationError(
                    self.env._(
                        "A clause of %s is taken from the library, or has a heading "
                        "and words of its own.",
                        term.contract_id.display_name,
                    )
                )
            if term.clause_id and term.version_id.sudo().state != "released":
                raise ValidationError(
                    self.env._(
                        "“%s” has no released version; ask a contract manager to "
                        "release one.",
                        term.clause_id.name,
                    )
                )
