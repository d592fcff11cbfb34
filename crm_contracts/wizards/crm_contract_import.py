# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

# {table: model that imports it}
ENGINES = {
    "contract_contract": "crm.contract.import.engine",
    "credit_control_line": "crm.reminder.import.engine",
}


class CrmContractImport(models.TransientModel):
    """Takes over recurring contracts and reminders of add-ons that kept them before
    (contract.contract, credit.control.line), from their tables in this database."""

    _name = "crm.contract.import"
    _description = "Import of Contracts and Reminders"

    def _default_source(self):
        found = (s for s, engine in ENGINES.items() if self.env[engine]._columns())
        return next(found, False)

    source = fields.Selection(
        selection=[
            ("contract_contract", "Recurring contracts (contract.contract)"),
            ("credit_control_line", "Reminders (credit.control.line)"),
        ],
        required=True,
        default=lambda self: self._default_source(),
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        help="Records of this company, and those that name none.",
    )
    mode = fields.Selection(
        selection=[
            ("draft", "Drafts, to be checked, approved and signed"),
            ("running", "Running contracts, signed on their first day"),
        ],
        string="They Become",
        required=True,
        default="draft",
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        string="Product for Lines without one",
        domain="[('sale_ok', '=', True), ('company_id', 'in', [company_id, False])]",
    )
    step = fields.Selection(
        selection=[("start", "Start"), ("preview", "Preview"), ("done", "Done")],
        required=True,
        readonly=True,
        default="start",
    )
    record_count = fields.Integer(string="Found", compute="_compute_record_count")
    new_count = fields.Integer(string="New", readonly=True)
    known_count = fields.Integer(string="Imported before", readonly=True)
    left_count = fields.Integer(string="Left out", readonly=True)
    line_ids = fields.One2many(
        comodel_name="crm.contract.import.line",
        inverse_name="import_id",
        string="Records Left out",
        readonly=True,
    )

    @api.depends("source", "company_id")
    def _compute_record_count(self):
        for wizard in self:
            wizard.record_count = (
                wizard._engine()._count(wizard.company_id) if wizard.source else 0
            )

    def action_preview(self):
        """Says what an import would make and leave out, and makes nothing."""
        return self._start("preview")

    def action_import(self):
        """Imports what was not imported before; UserError when there is no table."""
        return self._start("done")

    def action_view_imported(self):
        self.ensure_one()
        name, domain = {
            "contract_contract": (
                "crm_contracts.crm_contract_action",
                [("import_ref", "=like", "contract_contract,%")],
            ),
            "credit_control_line": (
                "crm_contracts.crm_dunning_notice_action",
                [("import_ref", "=like", "credit_control_line,%")],
            ),
        }[self.source]
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {**action, "domain": domain, "context": {}}

    def _start(self, step, today=None):
        self.ensure_one()
        self._check_manager()
        self._check_table()
        dry = step == "preview"
        if not dry:
            self._engine()._claim()
        new, known, left = self._engine()._run(self.sudo(), dry, today)
        self.sudo().write(
            {
                "step": step,
                "new_count": new,
                "known_count": known,
                "left_count": len(left),
                "line_ids": [Command.clear()]
                + [
                    Command.create(
                        {"source_number": number, "name": name, "reason": reason}
                    )
                    for number, name, reason in left
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import from another Add-on"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _engine(self):
        return self.env[ENGINES[self.source]].sudo()

    def _check_table(self):
        if not self._engine()._columns():
            raise UserError(
                self.env._(
                    "There is no table %s in this database: the add-on was never "
                    "installed here, or was removed with its data.",
                    self.source,
                )
            )

    def _check_manager(self):
        user = self.env.user
        if not user.has_group("crm_contracts.crm_contracts_group_manager"):
            raise AccessError(
                self.env._(
                    "Only contract managers import contracts and reminders; ask one "
                    "of them."
                )
            )
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "%s is none of the companies you work in at the moment: choose it "
                    "in the list of companies first.",
                    self.company_id.sudo().name,
                )
            )
