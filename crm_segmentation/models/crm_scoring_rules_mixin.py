# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .crm_window_queries import WindowRules

# What changes a score when it is changed.
SCORING_SETTINGS = frozenset(
    {
        "segmentation_is_net",
        "segmentation_categ_ids",
        "segmentation_abc_measure",
        "segmentation_abc_group",
        "segmentation_xyz_months",
        "segmentation_percent_x",
        "segmentation_percent_y",
    }
)
MEASURES = [
    ("amount", "Turnover"),
    ("margin", "Margin"),
    ("quantity", "Quantity"),
]


class CrmScoringRulesMixin(models.AbstractModel):
    """What a company counts in its scores, and who draws up the classification."""

    _name = "crm.scoring.rules.mixin"
    _description = "Rules of Scoring"

    # window
    segmentation_is_net = fields.Boolean(string="Net of Returns", default=True)
    segmentation_categ_ids = fields.Many2many(
        comodel_name="product.category",
        relation="crm_company_scored_category_rel",
        string="Product Lines that Count",
    )

    # abc and xyz
    segmentation_abc_measure = fields.Selection(
        selection=MEASURES, string="ABC by", default="amount", required=True
    )
    segmentation_abc_group = fields.Selection(
        selection="_selection_abc_group",
        string="ABC inside",
        default="trade_type_id",
        required=True,
    )
    segmentation_xyz_months = fields.Integer(string="Months of XYZ", default=12)
    segmentation_percent_x = fields.Integer(string="X up to (%)", default=50)
    segmentation_percent_y = fields.Integer(string="Y up to (%)", default=100)

    # classes A to D
    segmentation_class_owner_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner of the Classification",
        domain="[('share', '=', False)]",
    )
    segmentation_class_month = fields.Integer(
        string="Month of the Yearly Classification", default=1
    )

    _segmentation_demand = models.Constraint(
        "CHECK (segmentation_xyz_months BETWEEN 3 AND 60"
        " AND segmentation_percent_x > 0"
        " AND segmentation_percent_y > segmentation_percent_x"
        " AND segmentation_class_month BETWEEN 1 AND 12)",
        "XYZ looks at 3 to 60 months, its second cut lies above the first, and the "
        "month of the yearly classification is one from 1 to 12.",
    )

    @api.model
    def _selection_abc_group(self):
        """Trade type, region, everybody, and every stored choice of a customer."""
        customers = self.env["crm.customer"]
        names = [
            (name, field._description_string(self.env))
            for name, field in customers._fields.items()
            if self._is_abc_group(field)
        ]
        return [
            ("trade_type_id", self.env._("Trade Type")),
            ("region", self.env._("Region")),
            ("company", self.env._("Whole company")),
            *sorted(names, key=lambda pair: pair[1]),
        ]

    @api.model
    def _is_abc_group(self, field):
        """Whether customers can be compared among those who share this field."""
        return (
            field.store
            and field.column_type
            and field.type in ("many2one", "selection")
            and not field.company_dependent
            and field.name not in models.MAGIC_COLUMNS
            and field.name not in ("trade_type_id", "partner_id", "company_id")
            and not field.name.startswith(("abc_", "rfm_", "xyz_"))
        )

    def _abc_group(self):
        """Name for ScoreRules; a field that is gone is replaced by the trade type."""
        self.ensure_one()
        group = self.segmentation_abc_group
        if group == "company":
            return None
        known = group == "region" or group in self.env["crm.customer"]._fields
        return group if known else "trade_type_id"

    def _window_rules(self):
        self.ensure_one()
        return WindowRules(
            days=self.segmentation_window_days,
            categ_ids=tuple(self.segmentation_categ_ids.ids),
            is_net=self.segmentation_is_net,
            measure=self.segmentation_abc_measure,
            months=self.segmentation_xyz_months,
        )
