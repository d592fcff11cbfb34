# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Domain

USERS = "crm_lifecycle.crm_lifecycle_group_user"


class CrmDeclaration(models.Model):
    """What each person of a company declares about keeping customers' data (S-141).

    One line per person and version of the text; a new version asks everybody again.
    """

    _name = "crm.declaration"
    _description = "Confidentiality Declaration"
    _inherit = ["crm.guarded.mixin"]
    _order = "date_accepted desc, id desc"
    _rec_name = "user_id"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Person", required=True, readonly=True
    )
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    text = fields.Html(readonly=True)
    date_asked = fields.Date(
        string="Asked on", readonly=True, default=fields.Date.context_today
    )
    date_accepted = fields.Datetime(string="Declared on", readonly=True)

    _version_unique = models.UniqueIndex("(user_id, company_id, version)")

    def action_accept(self):
        for declaration in self:
            if declaration.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "Only %s can declare this.", declaration.sudo().user_id.name
                    )
                )
            if declaration.date_accepted:
                raise UserError(self.env._("You declared this already."))
            declaration.sudo().date_accepted = fields.Datetime.now()

    @api.model
    def _ask_everybody(self, companies):
        """Opens a line for whoever works with customers and was not asked yet."""
        for company in companies.filtered("lifecycle_declaration"):
            version = company.lifecycle_declaration_version
            asked = self.sudo().search(
                Domain("company_id", "=", company.id) & Domain("version", "=", version)
            )
            people = self.env["res.users"].search(
                Domain("all_group_ids", "in", self.env.ref(USERS).ids)
                & Domain("company_ids", "in", company.ids)
                & Domain("id", "not in", asked.user_id.ids)
            )
            self.sudo().create(
                [self._prepare_line_values(company, person) for person in people]
            )

    @api.model
    def _prepare_line_values(self, company, person):
        return {
            "company_id": company.id,
            "user_id": person.id,
            "version": company.lifecycle_declaration_version,
            "text": company.lifecycle_declaration,
        }

    @api.model
    def _check_declared(self, company):
        """Where the company demands it, customers open only after the declaration."""
        if self.env.su or not company.lifecycle_declaration_required:
            return
        mine = Domain("user_id", "=", self.env.uid) & Domain(
            "company_id", "=", company.id
        )
        current = mine & Domain("version", "=", company.lifecycle_declaration_version)
        line = self.sudo().search(current, limit=1)
        if line and not line.date_accepted:
            action = self.env.ref("crm_lifecycle.crm_declaration_action")
            raise RedirectWarning(
                self.env._(
                    "Customer files open after you declare to keep them confidential."
                ),
                action.id,
                self.env._("Read and declare"),
            )

    @api.model
    def _cron_ask_newcomers(self):
        companies = self.env["res.company"].search(
            [("lifecycle_declaration", "!=", False)]
        )
        self._ask_everybody(companies)
