# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from . import crm_report_queries as queries
from .crm_action_kinds import ACTION_KINDS, OUTCOMES
from .crm_report_rules import SOURCES, parts_of, weight_of

# How Babel writes the period that begins on a day.
TIME_STYLES = {
    "week": "'W'ww YYYY",
    "month": "MMMM yyyy",
    "quarter": "QQQ yyyy",
    "year": "yyyy",
}


class CrmReportLine(models.Model):
    """A line of an answered report: written by one statement, read by its owner."""

    _name = "crm.report.line"
    _description = "Report Line"
    _inherit = ["crm.guarded.mixin", "crm.report.figures.mixin"]
    _order = "run_id desc, place, id"

    run_id = fields.Many2one(
        comodel_name="crm.report.run",
        string="Report",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    place = fields.Integer(readonly=True, aggregator=None)
    customer_id = fields.Many2one("crm.customer", readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True, ondelete="set null")
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Line",
        readonly=True,
        ondelete="set null",
    )
    trade_type_id = fields.Many2one(
        "crm.trade.type", readonly=True, ondelete="set null"
    )
    abc_class = fields.Char(string="ABC Class", readonly=True)
    rfm_segment_id = fields.Many2one(
        comodel_name="crm.rfm.segment",
        string="RFM Segment",
        readonly=True,
        ondelete="set null",
    )
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True, ondelete="set null")
    source_id = fields.Many2one("utm.source", readonly=True, ondelete="set null")
    medium_id = fields.Many2one(
        comodel_name="utm.medium",
        string="Channel",
        readonly=True,
        ondelete="set null",
    )
    origin = fields.Selection(
        selection=[
            ("order", "Order"),
            ("invoice", "Invoice without order"),
            ("refund", "Credit note"),
            ("history", "Older system"),
        ],
        readonly=True,
    )
    buyer = fields.Selection(
        selection=[("new", "New customer"), ("old", "Old customer")],
        string="New or Old",
        readonly=True,
    )
    account = fields.Selection(
        selection=[("key", "Key account"), ("other", "Other customer")],
        string="Key Account or Other",
        readonly=True,
    )
    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        string="Key Segment",
        readonly=True,
        ondelete="set null",
    )
    action_kind = fields.Selection(ACTION_KINDS, string="Kind of Action", readonly=True)
    lead_stage_id = fields.Many2one(
        "crm.stage", string="Pipeline Stage", readonly=True, ondelete="set null"
    )
    outcome = fields.Selection(OUTCOMES, string="Won or Lost", readonly=True)
    day = fields.Date(string="Time", readonly=True)
    period_name = fields.Char(string="Period", compute="_compute_period_name")
    share = fields.Float(readonly=True, help="Part of the sum of the report.")

    @api.depends("place", "run_id")
    def _compute_display_name(self):
        for line in self:
            words = [line._word(name) for name in line.run_id._keys()]
            line.display_name = ", ".join(word for word in words if word)

    @api.depends("day", "run_id.group1", "run_id.group2")
    def _compute_period_name(self):
        """Week 48 as W48 2026, months by name, Q4 2026, years as numbers."""
        for line in self:
            style = TIME_STYLES.get(line.run_id._keys().get("day"))
            line.period_name = (
                format_date(self.env, line.day, date_format=style)
                if style and line.day
                else False
            )

    def _read_group_select(self, aggregate_spec, query):
        """Pivot and graph weigh averages by what they are of; rates are of sums."""
        name, _colon, way = aggregate_spec.partition(":")
        if way == "avg" and (parts := parts_of(name)):
            columns = [self._field_to_sql(self._table, n, query) for n in parts]
            return queries.rate(*columns)
        count = weight_of(name)
        if way != "avg" or not count:
            return super()._read_group_select(aggregate_spec, query)
        columns = [self._field_to_sql(self._table, n, query) for n in (name, count)]
        return queries.weighted(*columns)

    def action_view_rows(self):
        """Button: the rows behind the line, as far as one may see them."""
        self.ensure_one()
        run = self.run_id
        wanted = Domain("day", ">=", run.date_from) & Domain("day", "<=", run.date_to)
        wanted &= run._filter_domain()
        for name, group in run._keys().items():
            if name == "day":
                wanted &= run._time_domain(self.day, group)
            else:
                field = self._fields[name]
                value = self[name].id if field.relational else self[name]
                wanted &= Domain(name, "=", value)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": SOURCES[run.source].model,
            "view_mode": "list,pivot,graph",
            "domain": list(wanted),
            "context": {"search_default_documents": 1},
        }

    def _word(self, name):
        """Text of one key of the line."""
        field, value = self._fields[name], self[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value)
        if field.relational:
            return value.display_name
        return str(value) if value else ""
