# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .crm_report_rules import SOURCES, TIMES

GROUPS = [
    ("customer", "Customer"),
    ("user", "Salesperson"),
    ("team", "Sales Team"),
    ("trade_type", "Trade Type"),
    ("abc", "ABC Class"),
    ("rfm", "RFM Segment"),
    ("region", "Region"),
    ("country", "Country"),
    ("product", "Product"),
    ("categ", "Product Line"),
    ("origin", "Origin"),
    ("buyer", "New or Old Customer"),
    ("campaign", "Campaign"),
    ("source", "Source"),
    ("medium", "Channel"),
    ("account", "Key Account or Other"),
    ("segment", "Key Segment"),
    ("action_kind", "Kind of Action"),
    ("lead_stage", "Pipeline Stage"),
    ("outcome", "Won or Lost"),
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("year", "Year"),
]


class CrmReportChoiceMixin(models.AbstractModel):
    """What can be chosen of a report: period, comparison, groups and filters.

    Heirs have a `source`, one of crm_report_rules.SOURCES.
    """

    _name = "crm.report.choice.mixin"
    _description = "Choices of a Report"

    period = fields.Selection(
        selection=[
            ("this_week", "This week"),
            ("last_week", "Last week"),
            ("this_month", "This month"),
            ("last_month", "Last month"),
            ("this_quarter", "This quarter"),
            ("last_quarter", "Last quarter"),
            ("this_year", "This year"),
            ("last_year", "Last year"),
            ("last_12_months", "Last 12 months"),
            ("custom", "Own days"),
        ],
        required=True,
        default="this_month",
    )
    compare_prev = fields.Boolean(string="With Previous Period", default=True)
    compare_year = fields.Boolean(string="With Last Year", default=True)
    group1 = fields.Selection(
        selection=GROUPS, string="By", required=True, default="customer"
    )
    group2 = fields.Selection(selection=GROUPS, string="And By")
    team_ids = fields.Many2many("crm.team", string="Sales Teams")
    seller_ids = fields.Many2many("res.users", string="Salespeople")
    categ_ids = fields.Many2many(
        comodel_name="product.category",
        string="Product Lines",
        help="With everything below them; sales only.",
    )
    trade_type_ids = fields.Many2many("crm.trade.type", string="Trade Types")
    segment_id = fields.Many2one("crm.segment", help="Customers of this segment now.")

    @api.constrains("group1", "group2")
    def _check_groups(self):
        labels = dict(self._fields["group1"]._description_selection(self.env))
        for choice in self:
            known = {*SOURCES[choice.source].groups, *TIMES}
            groups = [group for group in (choice.group1, choice.group2) if group]
            for group in groups:
                if group not in known:
                    raise ValidationError(
                        self.env._(
                            "%(report)s cannot be grouped by %(group)s. Choose one of: "
                            "%(known)s.",
                            report=choice.display_name,
                            group=labels[group],
                            known=", ".join(
                                labels[name] for name in labels if name in known
                            ),
                        )
                    )
            if len(set(groups)) < len(groups) or len({*groups} & {*TIMES}) > 1:
                raise ValidationError(
                    self.env._(
                        "%s: the two groups are the same, or both are a time.",
                        choice.display_name,
                    )
                )

    def _prepare_choice_values(self):
        """What a new run takes over from the catalogue or from a schedule."""
        self.ensure_one()
        return {
            "period": self.period,
            "compare_prev": self.compare_prev,
            "compare_year": self.compare_year,
            "group1": self.group1,
            "group2": self.group2,
            "team_ids": [fields.Command.set(self.team_ids.ids)],
            "seller_ids": [fields.Command.set(self.seller_ids.ids)],
            "categ_ids": [fields.Command.set(self.categ_ids.ids)],
            "trade_type_ids": [fields.Command.set(self.trade_type_ids.ids)],
            "segment_id": self.segment_id.id,
        }
