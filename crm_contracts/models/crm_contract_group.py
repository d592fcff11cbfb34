# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractGroup(models.Model):
    """A company's own way to put contracts together: project, season, region."""

    _name = "crm.contract.group"
    _description = "Contract Group"
    _parent_store = True
    _order = "complete_name, id"
    _rec_name = "complete_name"
    _check_company_auto = True

    name = fields.Char(required=True)
    complete_name = fields.Char(
        string="Group", compute="_compute_complete_name", store=True, recursive=True
    )
    code = fields.Char()
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        comodel_name="crm.contract.group",
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many(
        comodel_name="crm.contract.group", inverse_name="parent_id"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: every company uses this group.",
    )
    user_id = fields.Many2one(comodel_name="res.users", string="Responsible")
    note = fields.Text()
    currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_amounts"
    )
    contract_count = fields.Integer(string="Contracts", compute="_compute_amounts")
    amount_total = fields.Monetary(
        string="Contract Amount",
        compute="_compute_amounts",
        help="Contracts of this group and of those below that you may see, in the "
        "company's currency.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for group in self:
            parent = group.parent_id.complete_name
            group.complete_name = f"{parent} / {group.name}" if parent else group.name

    @api.depends_context("company", "uid")
    def _compute_amounts(self):
        rows = self.env["crm.contract"]._read_group(
            [("group_id", "child_of", self.ids)],
            ["group_id"],
            ["__count", "amount_total_company:sum"],
        )
        for group in self:
            below = [
                row for row in rows if row[0].parent_path.startswith(group.parent_path)
            ]
            group.currency_id = (group.company_id or self.env.company).currency_id
            group.contract_count = sum(row[1] for row in below)
            group.amount_total = sum(row[2] for row in below)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A group cannot stand below itself."))

    def action_view_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_contract_action"
        )
        action["domain"] = [("group_id", "child_of", self.id)]
        action["context"] = {"default_group_id": self.id}
        return action
