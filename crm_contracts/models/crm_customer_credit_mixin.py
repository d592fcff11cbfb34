# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount

from .crm_credit_grade import RISKS, risk_rank

CREDIT_STATES = [
    ("open", "No Limit"),
    ("free", "Within Limit"),
    ("near", "Nearly Used"),
    ("over", "Over Limit"),
    ("held", "Held"),
]


class CrmCustomerCreditMixin(models.AbstractModel):
    """The credit file of a customer: grade, limit, what of it is used."""

    _name = "crm.customer.credit.mixin"
    _description = "Credit of Customers"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one("res.currency")
    credit_grade_id = fields.Many2one(
        comodel_name="crm.credit.grade",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    credit_grade_until = fields.Date(
        string="Grade Valid until", readonly=True, copy=False
    )
    credit_score = fields.Float(
        readonly=True, copy=False, digits=(5, 1), aggregator="avg"
    )
    credit_market_id = fields.Many2one(
        comodel_name="crm.credit.market",
        string="Market with a Risk",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    credit_risk = fields.Selection(
        selection=RISKS,
        string="Risk",
        compute="_compute_credit_risk",
        store=True,
        help="The worse risk of the customer's grade and of his market.",
    )
    credit_exposure_amount = fields.Monetary(
        string="Credit Used",
        readonly=True,
        copy=False,
        help="Open items net of credit notes and unmatched payments, plus confirmed "
        "orders as far as they are not invoiced, plus drafts where they count.",
    )
    credit_limit_amount = fields.Monetary(
        string="Limit in Force", readonly=True, copy=False
    )
    credit_limit_source = fields.Selection(
        selection=[
            ("none", "No limit"),
            ("typed", "Typed in Accounting"),
            ("formula", "By formula"),
            ("grade", "Grade pays in advance"),
            ("decision", "By decision"),
            ("expired", "Decision has expired"),
        ],
        string="Limit Comes from",
        readonly=True,
        copy=False,
    )
    credit_available_amount = fields.Monetary(
        string="Credit Left", readonly=True, copy=False
    )
    credit_used_rate = fields.Float(
        string="Used of the Limit", readonly=True, copy=False, aggregator="avg"
    )
    credit_state = fields.Selection(
        selection=CREDIT_STATES, string="Status of Credit", readonly=True, copy=False
    )
    credit_monthly_average = fields.Monetary(
        string="Invoiced per Month",
        readonly=True,
        copy=False,
        help="Average of the months with an invoice in the last 365 days, with taxes.",
    )
    credit_formula_amount = fields.Monetary(
        string="Limit by Formula",
        readonly=True,
        copy=False,
        help="Invoiced per month x credit days / 30 x factors of grade, tier, market.",
    )
    credit_certificate_missing = fields.Boolean(
        string="Certificate Missing", readonly=True, copy=False
    )
    payment_days_late = fields.Float(
        string="Average Days Late",
        readonly=True,
        copy=False,
        digits=(16, 1),
        aggregator="avg",
        help="Weighted by amount, over the payments of 365 days and what is overdue.",
    )
    credit_rating_ids = fields.One2many(
        comodel_name="crm.credit.rating",
        inverse_name="customer_id",
        string="Credit Ratings",
    )
    credit_limit_ids = fields.One2many(
        comodel_name="crm.credit.limit",
        inverse_name="customer_id",
        string="Credit Limits",
    )
    credit_release_ids = fields.One2many(
        comodel_name="crm.credit.release",
        inverse_name="customer_id",
        string="Releases",
    )
    credit_bar = fields.Html(
        string="Credit", compute="_compute_credit_bar", sanitize=False
    )

    @api.depends("credit_grade_id.risk", "credit_market_id.risk")
    def _compute_credit_risk(self):
        for customer in self:
            risks = (customer.credit_grade_id.risk, customer.credit_market_id.risk)
            customer.credit_risk = max(risks, key=risk_rank)

    @api.depends(
        "credit_exposure_amount",
        "credit_limit_amount",
        "credit_state",
        "receivable_overdue_amount",
        "receivable_open_amount",
    )
    def _compute_credit_bar(self):
        for customer in self:
            customer.credit_bar = customer._credit_bar_html()

    def action_view_credit_ratings(self):
        return self._credit_window("crm_contracts.crm_credit_rating_action")

    def action_view_credit_limits(self):
        return self._credit_window("crm_contracts.crm_credit_limit_action")

    def action_view_credit_releases(self):
        return self._credit_window("crm_contracts.crm_credit_release_action")

    def action_view_credit_snapshots(self):
        return self._credit_window("crm_contracts.crm_credit_snapshot_action")

    def action_rate(self):
        """A scorecard for each chosen customer that has no draft yet."""
        drafts = self.env["crm.credit.rating"].search(
            [("customer_id", "in", self.ids), ("state", "=", "draft")]
        )
        ratings = drafts | self.env["crm.credit.rating"].create(
            [{"customer_id": c.id} for c in self - drafts.customer_id]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_credit_rating_action"
        )
        action["domain"] = [("id", "in", ratings.ids)]
        action["context"] = {}
        if len(ratings) == 1:
            action.update(
                {"res_id": ratings.id, "views": [(False, "form")], "view_mode": "form"}
            )
        return action

    def _grade_now(self, company):
        """The grade that counts today: the own one while it is valid, or the first."""
        today = self.env["crm.customer"]._today(company)
        until = self.credit_grade_until
        if self.credit_grade_id and (not until or until >= today):
            return self.credit_grade_id
        return company.sudo().crm_credit_grade_id

    def _credit_window(self, xml_id):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_customer_id": self.id}
        return action

    def _credit_bar_html(self):
        """Overdue, owed and ordered as a stacked bar against the limit."""
        self.ensure_one()
        overdue = max(self.receivable_overdue_amount, 0.0)
        owed = max(self.receivable_open_amount - overdue, 0.0)
        rest = max(self.credit_exposure_amount - owed - overdue, 0.0)
        whole = max(self.credit_limit_amount, overdue + owed + rest)
        if not whole:
            return False
        parts = (
            (self.env._("Overdue"), overdue, "bg-danger"),
            (self.env._("Owed"), owed, "bg-info"),
            (self.env._("Ordered, not invoiced"), rest, "bg-secondary"),
        )
        bar = Markup("").join(
            Markup(
                '<div class="progress-bar %s" style="width: %.1f%%" title="%s"></div>'
            )
            % (colour, amount / whole * 100, f"{label} {self._credit_money(amount)}")
            for label, amount, colour in parts
        )
        words = ", ".join(
            f"{label} {self._credit_money(amount)}" for label, amount, _c in parts
        )
        return Markup(
            '<div class="progress" role="img" aria-label="%s">%s</div>'
            '<div class="small text-muted">%s</div>'
        ) % (words, bar, words)

    def _credit_money(self, amount):
        return format_amount(self.env, amount, self.currency_id)
