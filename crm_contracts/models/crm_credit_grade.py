# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

RISKS = [("low", "Low"), ("medium", "Medium"), ("high", "High")]


def risk_rank(risk):
    """Place of a risk, 0 where there is none.

    >>> risk_rank(False), risk_rank("low"), risk_rank("high")
    (0, 1, 3)
    """
    return [False, *(name for name, _label in RISKS)].index(risk)


class CrmCreditGrade(models.Model):
    """How far a customer is trusted: term, factor of the limit, stricter contracts."""

    _name = "crm.credit.grade"
    _description = "Credit Grade"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The best grade comes first.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the grade serves every company."
    )
    risk = fields.Selection(selection=RISKS, required=True, default="medium")
    score_from = fields.Float(
        string="From Score",
        digits=(5, 1),
        help="Customers whose scorecard has this many percent and more.",
    )
    is_by_decision = fields.Boolean(
        string="By Decision Only",
        help="No score leads here; somebody decides it, with a reason.",
    )
    limit_factor = fields.Float(
        default=1.0, help="The limit by formula is multiplied by this factor."
    )
    credit_days = fields.Integer(
        default=30, help="Days of credit; the limit by formula covers this many days."
    )
    overdue_days = fields.Integer(
        string="Days Overdue Allowed",
        default=7,
        help="From the day after, the customer's documents are held.",
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        ondelete="restrict",
        help="Suggested for quotations to customers whose contact has no terms.",
    )
    is_prepaid = fields.Boolean(
        string="Pays in Advance",
        help="No credit without a decision; goods leave after money has come.",
    )
    is_blocking = fields.Boolean(
        string="No Credit at All",
        help="Every document that takes credit is held, whatever the limit.",
    )
    contract_prepayment = fields.Float(
        string="Least Payment before Delivery (%)",
        help="Share of a contract that is due by signature, order or on a date before "
        "acceptance; a contract with less is not submitted.",
    )
    contract_days = fields.Integer(
        string="Longest Time of an Instalment (Days)",
        default=90,
        help="An instalment may not be due more days after its event.",
    )
    approval_group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Contracts Also Approved by",
        ondelete="restrict",
        help="Contracts with these customers need a yes of this group besides the "
        "usual ones.",
    )
    advice = fields.Text(
        string="Policy", translate=True, help="How such customers are dealt with."
    )
    customer_count = fields.Integer(
        string="Customers", compute="_compute_customer_count"
    )

    _factors_positive = models.Constraint(
        "CHECK (limit_factor >= 0 AND credit_days >= 0 AND overdue_days >= 0"
        " AND contract_days >= 0)",
        "Factor and days of a grade cannot be negative.",
    )
    _prepayment_percent = models.Constraint(
        "CHECK (contract_prepayment >= 0 AND contract_prepayment <= 100)",
        "The payment before delivery is between 0 and 100 percent.",
    )

    @api.depends_context("allowed_company_ids")
    def _compute_customer_count(self):
        counts = dict(
            self.env["crm.customer"]._read_group(
                [("credit_grade_id", "in", self.ids)], ["credit_grade_id"], ["__count"]
            )
        )
        for grade in self:
            grade.customer_count = counts.get(grade, 0)

    def action_view_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contracts.crm_customer_action_credit"
        )
        action["domain"] = [("credit_grade_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _of_company(self, company):
        return self.sudo().search([("company_id", "in", [company.id, False])])

    @api.model
    def _for_score(self, score, company):
        """The best grade whose score is reached."""
        grades = self._of_company(company).filtered(lambda g: not g.is_by_decision)
        return grades.filtered(lambda g: g.score_from <= score).sorted("score_from")[
            -1:
        ]
