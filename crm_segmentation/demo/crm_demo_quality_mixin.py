# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

# Feature: answers to its presence and absence of the customers who were asked, in turn.
FEATURES = {
    "Delivered on the promised day": (
        ("expect", "dislike"),
        ("expect", "dislike"),
        ("like", "dislike"),
    ),
    "Price below the market": (
        ("like", "dislike"),
        ("like", "dislike"),
        ("like", "bear"),
    ),
    "Truck seen on the phone": (
        ("like", "neutral"),
        ("like", "bear"),
        ("neutral", "neutral"),
    ),
    "Printed catalogue": (("neutral", "neutral"), ("bear", "neutral")),
}
# Wish, kind of need, steps done, what is known.
WISHES = (
    (
        "The truck should come when you say",
        "explicit",
        5,
        {
            "subject": "Delivery",
            "source": "visit",
            "finding": "Five of the eight largest customers wait half a day.",
            "statement": "The truck arrives on the promised day before noon.",
            "measure": "Orders delivered on the promised day",
            "target": "98 %",
            "method": "interview",
        },
    ),
    (
        "Tell us before prices rise",
        "unspoken",
        3,
        {
            "subject": "Price list",
            "source": "interview",
            "finding": "Customers stock up when they hear of it from others.",
        },
    ),
    ("Somebody who answers at weekends", "delighting", 0, {}),
)


class CrmDemoQualityMixin(models.AbstractModel):
    """What customers of the demo company wish, and which qualities they expect."""

    _name = "crm.demo.quality.mixin"
    _description = "Demo: Voice of Customers"

    @api.model
    def _load_quality(self, company):
        largest = self.env["crm.customer"].search(
            [("company_id", "=", company.id)], order="amount_12m desc, id", limit=12
        )
        self._create_kano_study(company, largest)
        self._create_wishes(company, largest)
        if self.env["crm.customer"]._voice_items():
            self.env.ref("crm_segmentation.crm_voice_index_main").action_add_items()

    @api.model
    def _create_kano_study(self, company, customers):
        day = self._today() - relativedelta(days=40)
        study = self.env["crm.kano.study"].create(
            {
                "name": "Services around Delivery",
                "company_id": company.id,
                "date": day,
                "user_id": self._demo("user_anna").id,
                "feature_ids": [Command.create({"name": name}) for name in FEATURES],
            }
        )
        self.env["crm.kano.answer"].create(
            [
                {
                    "feature_id": feature.id,
                    "customer_id": customer.id,
                    "date": day + relativedelta(days=number),
                    "present": answers[number % len(answers)][0],
                    "absent": answers[number % len(answers)][1],
                }
                for feature, answers in zip(
                    study.feature_ids, FEATURES.values(), strict=True
                )
                for number, customer in enumerate(customers)
            ]
        )

    @api.model
    def _create_wishes(self, company, customers):
        day = self._today() - relativedelta(days=15)
        for customer, (name, need, steps, known) in zip(
            customers, WISHES, strict=False
        ):
            wish = self.env["crm.requirement"].create(
                {
                    "name": name,
                    "need": need,
                    "company_id": company.id,
                    "customer_id": customer.id,
                    "user_id": customer.user_id.id or self.env.uid,
                    "date_confirmed": day if "method" in known else False,
                    **known,
                }
            )
            for _step in range(steps):
                wish.action_next()
