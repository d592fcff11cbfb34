# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintCostReport(models.Model):
    """Cost of complaints by cause, product and responsible party.

    A complaint is one row per product line and party. Its amounts are spread by the
    share of the party and, over the lines, by what they were claimed for (evenly when
    nothing was claimed), so that sums are those of the complaints.
    """

    _name = "crm.complaint.cost.report"
    _description = "Cost of Complaints"
    _auto = False
    _order = "date desc, id"
    _rec_name = "complaint_id"
    _depends = {
        "crm.complaint": [
            "amount_charged",
            "amount_compensated",
            "amount_revenue",
            "case_cost",
            "category_id",
            "cause_id",
            "cost_handling",
            "cost_net",
            "cost_other",
            "customer_id",
            "date_opened",
            "hours_handling",
            "kind",
            "phase",
            "team_id",
        ],
        "crm.complaint.line": ["amount_claimed", "complaint_id", "product_id"],
        "crm.complaint.party": ["complaint_id", "department", "kind", "share"],
    }

    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Datetime(string="Received", readonly=True)
    kind = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._selection_kind(),
        readonly=True,
    )
    customer_id = fields.Many2one("crm.customer", readonly=True)
    team_id = fields.Many2one("crm.complaint.team", readonly=True)
    category_id = fields.Many2one("crm.complaint.category", readonly=True)
    cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    party_kind = fields.Selection(
        selection=[
            ("own", "Own Department"),
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("customer", "Customer"),
            ("unknown", "Not Decided"),
        ],
        string="Responsible",
        readonly=True,
    )
    party_name = fields.Char(string="Responsible Party", readonly=True)
    complaint_count = fields.Float(string="Complaints", readonly=True)
    hours_handling = fields.Float(string="Handling Hours", readonly=True)
    cost_handling = fields.Monetary(string="Handling", readonly=True)
    cost_other = fields.Monetary(string="Travel and Other", readonly=True)
    amount_compensated = fields.Monetary(string="Compensated", readonly=True)
    case_cost = fields.Monetary(string="Cost of Compensations", readonly=True)
    amount_charged = fields.Monetary(string="Charged Back", readonly=True)
    amount_revenue = fields.Monetary(string="Service Invoiced", readonly=True)
    cost_net = fields.Monetary(string="Net Cost", readonly=True)

    def action_open_complaint(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint",
            "res_id": self.complaint_id.id,
            "view_mode": "form",
        }

    @property
    def _table_query(self):
        """One row per complaint, party and line; `part` is its part of the whole."""
        return SQL(
            """
WITH line AS (
  SELECT id, complaint_id, product_id,
         CASE WHEN SUM(amount_claimed) OVER (PARTITION BY complaint_id) > 0
              THEN amount_claimed / SUM(amount_claimed) OVER (PARTITION BY complaint_id)
              ELSE 1.0 / COUNT(*) OVER (PARTITION BY complaint_id) END AS part
    FROM crm_complaint_line
), party AS (
  SELECT p.id, p.complaint_id, p.kind, p.share / 100.0 AS part,
         CASE WHEN p.kind = 'own' THEN p.department ELSE partner.name END AS name
    FROM crm_complaint_party p
    LEFT JOIN res_partner partner ON partner.id = p.partner_id
), row AS (
  SELECT c.*, line.product_id, party.kind AS party_kind, party.name AS party_name,
         (COALESCE(line.part, 1.0) * COALESCE(party.part, 1.0))::float AS part,
         COALESCE(line.id, 0) AS line_id, COALESCE(party.id, 0) AS party_id
    FROM crm_complaint c
    LEFT JOIN line ON line.complaint_id = c.id
    LEFT JOIN party ON party.complaint_id = c.id
   WHERE c.phase != 'cancelled'
)
SELECT ROW_NUMBER() OVER (ORDER BY row.id, row.line_id, row.party_id)::int AS id,
       row.id AS complaint_id, row.company_id, company.currency_id,
       row.date_opened AS date, row.kind, row.customer_id, row.team_id,
       row.category_id, row.cause_id, row.product_id,
       COALESCE(row.party_kind, 'unknown') AS party_kind, row.party_name,
       row.part AS complaint_count,
       row.hours_handling * row.part AS hours_handling,
       row.cost_handling * row.part AS cost_handling,
       row.cost_other * row.part AS cost_other,
       row.amount_compensated * row.part AS amount_compensated,
       row.case_cost * row.part AS case_cost,
       row.amount_charged * row.part AS amount_charged,
       row.amount_revenue * row.part AS amount_revenue,
       row.cost_net * row.part AS cost_net
  FROM row JOIN res_company company ON company.id = row.company_id
"""
        )
