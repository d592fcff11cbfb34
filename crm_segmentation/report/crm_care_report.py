# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

from ..models.crm_voice_queries import care_events


class CrmCareReport(models.Model):
    """What customers said and were served with, by kind (S-338).

    Complaints, praise, enquiries, suggestions, opinions, fault reports and service
    records, each analysed by itself.
    """

    _name = "crm.care.report"
    _description = "Care Analysis"
    _inherit = ["crm.document.row.mixin"]
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "customer_id"
    _depends = {"crm.customer": ["company_id"]}

    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    stage_id = fields.Many2one(related="customer_id.stage_id", string="Stage")
    trade_type_id = fields.Many2one(related="customer_id.trade_type_id")
    abc_class = fields.Selection(related="customer_id.abc_class")
    day = fields.Date(readonly=True)
    kind = fields.Selection(
        selection=lambda self: self.env["crm.customer"]._care_kinds(), readonly=True
    )
    is_fault = fields.Boolean(
        string="Fault Report", readonly=True, help="Names a kind of defect."
    )
    hours = fields.Float(string="Hours of Service", readonly=True)

    @property
    def _table_query(self):
        customers = self.env["crm.customer"].sudo()
        parts = []
        for company in self.env.companies.sudo():
            scope = customers._fact_scope(company)
            parts.append(care_events(scope, customers._care_sources(scope)))
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)
