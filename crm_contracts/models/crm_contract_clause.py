# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmContractClause(models.Model):
    """A clause of the library; what it says stands in its versions."""

    _name = "crm.contract.clause"
    _description = "Contract Clause"
    _order = "category_sequence, category_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one(
        comodel_name="crm.contract.clause.category",
        required=True,
        index=True,
        ondelete="restrict",
    )
    category_sequence = fields.Integer(
        related="category_id.sequence", store=True, string="Order of the Category"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: every company uses this clause.",
    )
    type_ids = fields.Many2many(
        comodel_name="crm.contract.type",
        string="Standard in",
        help="Contracts of these types start with this clause.",
    )
    version_ids = fields.One2many(
        comodel_name="crm.contract.clause.version", inverse_name="clause_id"
    )
    version_id = fields.Many2one(
        comodel_name="crm.contract.clause.version",
        string="Version in Force",
        compute="_compute_version_id",
        store=True,
        help="The latest version that was released; new contracts take it.",
    )
    body = fields.Html(related="version_id.body", string="Text in Force")
    term_count = fields.Integer(string="Contracts", compute="_compute_term_count")

    @api.depends("version_ids.state", "version_ids.number")
    def _compute_version_id(self):
        for clause in self:
            released = clause.version_ids.filtered(lambda v: v.state == "released")
            clause.version_id = released.sorted("number")[-1:]

    def _compute_term_count(self):
        counts = dict(
            self.env["crm.contract.term"]._read_group(
                [("clause_id", "in", self.ids)], ["clause_id"], ["__count"]
            )
        )
        for clause in self:
            clause.term_count = counts.get(clause, 0)

    def action_new_version(self):
        """Opens a new version that starts with the text in force."""
        self.ensure_one()
        draft = self.version_ids.filtered(lambda v: v.state == "draft")
        version = draft[:1] or self._create_version()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.contract.clause.version",
            "res_id": version.id,
            "views": [(False, "form")],
        }

    def action_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_action"
        )
        action["domain"] = [("term_ids.clause_id", "=", self.id)]
        return action

    def _create_version(self):
        if self.version_id:
            return self.version_id.copy({"clause_id": self.id, "reason": False})
        return self.env["crm.contract.clause.version"].create(
            {"clause_id": self.id, "body": ""}
        )
