# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from . import crm_score_queries as queries

ANALYST = "crm_segmentation.crm_segmentation_group_analyst"


class CrmCustomerSnapshot(models.Model):
    """What was known of a customer on a day; kept for good, taken monthly."""

    _name = "crm.customer.snapshot"
    _description = "Customer Snapshot"
    _inherit = ["crm.append.only.mixin"]
    _order = "date desc, amount_12m desc, id"
    _rec_name = "customer_id"
    _log_access = False

    date = fields.Date(required=True, index=True)
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Owner", ondelete="set null")
    stage_id = fields.Many2one("crm.lifecycle.stage", ondelete="set null")
    vip_tier_id = fields.Many2one(
        comodel_name="crm.vip.tier", string="VIP Tier", ondelete="set null"
    )
    trade_type_id = fields.Many2one("crm.trade.type", ondelete="set null")

    # scores
    abc_class = fields.Selection(selection="_selection_abc_class", string="ABC Class")
    rfm_r = fields.Integer(string="Recency Score", aggregator="avg")
    rfm_f = fields.Integer(string="Frequency Score", aggregator="avg")
    rfm_m = fields.Integer(string="Amount Score", aggregator="avg")
    rfm_score = fields.Char(string="RFM")
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment", string="RFM Segment", ondelete="set null"
    )

    xyz_class = fields.Selection(selection="_selection_xyz_class", string="XYZ Class")
    customer_class = fields.Selection(selection="_selection_customer_class")
    importance_points = fields.Float(
        string="Importance", digits=(16, 4), aggregator="avg"
    )
    health_points = fields.Float(string="Health", digits=(16, 4), aggregator="avg")

    # figures
    order_count_12m = fields.Integer(string="Orders in 12 Months")
    amount_12m = fields.Monetary(string="Turnover in 12 Months")
    rfm_amount = fields.Monetary(string="Turnover in the Scoring Window")
    silence_ratio = fields.Float(string="Silence", aggregator="avg")

    _customer_date_unique = models.UniqueIndex(
        "(customer_id, date)", "There is a snapshot of this customer on that day."
    )

    @api.model
    def _selection_abc_class(self):
        return self.env["crm.customer"]._fields["abc_class"].selection

    @api.model
    def _selection_xyz_class(self):
        return self.env["crm.customer"]._fields["xyz_class"].selection

    @api.model
    def _selection_customer_class(self):
        return self.env["crm.customer"]._fields["customer_class"].selection

    @api.model
    def action_take_snapshot(self):
        """Button: a snapshot of today for the chosen companies."""
        if not self.env.user.has_group(
            "crm_segmentation.crm_segmentation_group_analyst"
        ):
            raise AccessError(
                self.env._(
                    "Snapshots of all customers are taken by analysts. "
                    "Ask one, or wait for the monthly one."
                )
            )
        count = sum(len(self._take(company)) for company in self.env.companies)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._("%s customers recorded.", count)
                if count
                else self.env._("Today's snapshot is there already."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _take(self, company, today=None):
        """Records every active customer of the company; returns their ids."""
        self.env.flush_all()
        scope = self.env["crm.customer"].sudo()._fact_scope(company, None, today)
        return [row[0] for row in self.env.execute_query(queries.take_snapshot(scope))]

    @api.model
    def _cron_take_snapshots(self):
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            with company._on_its_own("Snapshot of customers"):
                self._take(company)
