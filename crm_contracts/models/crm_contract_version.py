# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractVersion(models.Model):
    """What a contract said from a day on; filed once, never changed."""

    _name = "crm.contract.version"
    _description = "Version of a Contract"
    _inherit = ["crm.append.only.mixin"]
    _log_access = False
    _order = "contract_id, number desc"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    amendment_id = fields.Many2one(
        comodel_name="crm.contract.amendment",
        index="btree_not_null",
        ondelete="cascade",
        help="What made this version; empty for what was agreed first.",
    )
    number = fields.Integer(string="Version", required=True, aggregator=None)
    date = fields.Date(string="In Effect since")
    amount_total = fields.Monetary(string="Contract Amount")
    date_end = fields.Date(string="Last Day")
    signed_by = fields.Char()
    document_id = fields.Many2one(
        comodel_name="ir.attachment", string="Signed Document", ondelete="restrict"
    )
    document_hash = fields.Char(string="Hash of the Signed Document (SHA-256)")
    content = fields.Json()
    content_html = fields.Html(
        string="What It Said", compute="_compute_content_html", sanitize=False
    )

    _number_unique = models.UniqueIndex(
        "(contract_id, number)", "This version is filed already."
    )

    @api.depends("number", "contract_id.name")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(contract)s, version %(number)s",
                contract=version.contract_id.name,
                number=version.number,
            )

    @api.depends("content")
    def _compute_content_html(self):
        for version in self:
            version.content_html = self.env["ir.qweb"]._render(
                "crm_contracts.crm_contract_version_content",
                {"version": version, "content": version.content or {}},
            )
