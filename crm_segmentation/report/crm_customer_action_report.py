# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_action_kinds import ACTION_KINDS
from ..models.crm_opportunity_queries import action_rows


class CrmCustomerActionReport(models.Model):
    """What was done with customers: visits, calls, meetings, messages (S-534)."""

    _name = "crm.customer.action.report"
    _description = "Action Analysis"
    _inherit = ["crm.document.row.mixin"]
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {
        "calendar.event": ["active", "start", "stop", "user_id"],
        "crm.customer": ["trade_type_id", "user_id", "team_id", "abc_class"],
        "crm.customer.visit": ["date_start", "mode", "state", "user_id"],
        "mail.message": ["author_id", "date", "message_type", "model", "res_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    trade_type_id = fields.Many2one("crm.trade.type", readonly=True)
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", readonly=True
    )
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    day = fields.Date(readonly=True)
    action_kind = fields.Selection(ACTION_KINDS, string="Kind of Action", readonly=True)
    actions = fields.Integer(readonly=True)
    visits = fields.Integer(readonly=True)
    calls = fields.Integer(readonly=True)
    hours = fields.Float(readonly=True, help="Of visits, calls and meetings.")

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            parts.append(action_rows(scope, customers._action_sources(scope)))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
