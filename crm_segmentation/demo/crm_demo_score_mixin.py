# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models

# Marks of the largest customers, by criterion of the shipped cards.
MARKS = {
    "importance_influence": "54323",
    "health_relation": "45312",
    "indicators_satisfied": "44251",
    "loyalty_past": "43412",
}


class CrmDemoScoreMixin(models.AbstractModel):
    """Judgements, an approved classification and a proposal of the demo company."""

    _name = "crm.demo.score.mixin"
    _description = "Demo: Scores"

    @api.model
    def _judge_customers(self, companies):
        """Marks that the owners gave to the largest customers."""
        values = []
        for company in companies:
            largest = self.env["crm.customer"].search(
                [("company_id", "=", company.id)], order="amount_12m desc, id", limit=5
            )
            for name, marks in MARKS.items():
                criterion = self.env.ref(
                    f"crm_segmentation.crm_scorecard_criterion_{name}"
                )
                for customer, mark in zip(largest, marks, strict=False):
                    values.append(
                        {
                            "customer_id": customer.id,
                            "criterion_id": criterion.id,
                            "mark": mark,
                            "reason": "Told on the last visit.",
                            "user_id": customer.user_id.id or self.env.uid,
                            "date": self._today() - relativedelta(months=2),
                        }
                    )
        self.env["crm.customer.judgement"].sudo().create(values)

    @api.model
    def _classify_customers(self, companies):
        """The classification of this year, approved, and a proposal as a draft."""
        for company in companies:
            owner = self.env.ref("base.user_admin")
            company.segmentation_class_owner_id = owner
            runs = self.env["crm.class.run"].sudo().with_company(company)
            first = self._today().replace(month=1, day=1)
            values = {"company_id": company.id, "user_id": owner.id}
            yearly = runs.create({**values, "kind": "year", "date": first})
            yearly._fill()
            yearly._file()
            proposal = runs.create({**values, "kind": "month", "date": self._today()})
            proposal._fill()
