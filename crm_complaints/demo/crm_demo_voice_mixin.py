# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..models.crm_satisfaction_rules import draw_number

# Months since the earlier rounds of the survey, from the first to the last.
ROUNDS = (16, 14, 11, 8, 5, 2)
# Of so many customers, those whose number of the draw is below the share answer.
SHARE_OF_ANSWERS = 0.6
# Number of the customer in the plan of crm_lifecycle, days ago, words, cause, defect.
COMPLAINTS_OF_YEAR = (
    (8, 34, "Two pallets wet", "delivery_damage", "damaged"),
    (23, 41, "Lorry came two days after the promise", "delivery_late", "late"),
    (5, 55, "One bag in ten torn", "delivery_damage", "damaged"),
    (22, 70, "Delivery came after the site had closed", "delivery_late", "late"),
    (10, 88, "Half a lorry short", "delivery_late", "missing"),
    (35, 118, "Colour differs from the sample", "product_wrong", "wrong"),
    (18, 142, "Sulphur above the certificate", "product_defect", "quality"),
    (24, 165, "Nobody told us that the lorry was late", "people_blame", "late"),
    (6, 190, "Invoice names the old address", "paper", "wrong"),
    (9, 215, "Wrong grade delivered", "product_wrong", "wrong"),
    (2, 260, "Waited for the lorry all day", "delivery_late", "late"),
    (19, 301, "Two bars bent", "delivery_damage", "damaged"),
    (36, 330, "Lumps in the cement", "product_defect", "quality"),
)
# Kind, number of the customer, days ago, words.
WORDS = (
    ("praise", 2, 4, "The driver unloaded by hand when our crane failed"),
    ("praise", 5, 63, "Best certificates of all our suppliers"),
    ("praise", 18, 150, "Order taken on Sunday, delivered on Monday"),
    ("enquiry", 4, 9, "Do you deliver to the new harbour?"),
    ("enquiry", 7, 40, "Which grade suits a fluidised bed?"),
    ("enquiry", 21, 95, "Can the invoice show our project number?"),
    ("enquiry", 34, 210, "Do you rent silos?"),
    ("suggestion", 6, 22, "Send the weighing slip by mail before the lorry comes"),
    ("suggestion", 19, 120, "Bags of 25 kg would be easier to carry"),
)
# What the items of the survey do to the whole, by turns.
KINDS = (
    "must_be",
    "one_dimensional",
    "attractive",
    "indifferent",
    "one_dimensional",
    "attractive",
    "must_be",
)


class CrmDemoVoiceMixin(models.AbstractModel):
    """Sixteen months of answers and cases, so that trends have something to show."""

    _name = "crm.demo.voice.mixin"
    _description = "Voice of Customers of the Demo Company"

    @api.model
    def _load_voice_of_year(self):
        company = self._demo("company_trading")
        customers = self.env["crm.customer"].search(
            [("company_id", "=", company.id), ("order_count", ">", 0)], order="id"
        )
        for number, months in enumerate(ROUNDS):
            self._load_round(company, customers, number, months)
        for words in WORDS:
            self._load_words(*words)
        for number, days, words, *found in COMPLAINTS_OF_YEAR:
            self._load_words("complaint", number, days, words, found)

    @api.model
    def _load_round(self, company, customers, number, months):
        """A survey that is over; better from round to round."""
        day = self._today() - relativedelta(months=months)
        survey = self.env["crm.satisfaction.survey"].create(
            {
                "name": f"Customer Survey {day:%B %Y}",
                "company_id": company.id,
                "user_id": self._demo("user_dora").id,
                "kind": "periodic",
                "date_start": day,
                "date_end": day + timedelta(days=20),
            }
        )
        for customer in customers:
            key = f"{number}:{customer.partner_id.name}"
            if draw_number("answers", key) < SHARE_OF_ANSWERS:
                self._load_sheet(survey, customer, number, key)
        survey.state = "archived"

    @api.model
    def _load_sheet(self, survey, customer, number, key):
        """Who was about to leave answered worse than who still orders."""
        at = fields.Datetime.to_datetime(survey.date_start)
        at += timedelta(days=int(draw_number("day", key) * 20), hours=6)
        invitation = self.env["crm.satisfaction.invitation"].create(
            {
                "survey_id": survey.id,
                "company_id": survey.company_id.id,
                "customer_id": customer.id,
                "partner_id": customer.partner_id.id,
                "date_planned": at,
                "date_sent": at,
            }
        )
        stays = customer.date_last_order and customer.date_last_order > at.date()
        mood = 1.8 + 0.2 * number + (1.5 if stays else 0.0)
        sheet = self._imagine_sheet(survey, mood, key)
        rows = invitation._prepare_answers(sheet["items"], at)
        self.env["crm.satisfaction.answer"].create(rows)
        invitation.write(
            {
                **{name: value for name, value in sheet.items() if name != "items"},
                **invitation._prepare_scores(sheet, rows),
                "state": "answered",
                "channel": "portal",
                "date_answered": at,
            }
        )

    @api.model
    def _imagine_sheet(self, survey, mood, key):
        """Scores around a mood, and items as good as their kind makes them."""

        def score(about, spread=2.6):
            value = mood + (draw_number(about, key) - 0.5) * spread
            return min(5, max(1, round(value)))

        overall = score("overall", 3)
        return {
            "items": {
                question.id: (
                    4,
                    self._imagine_score(KINDS[place % len(KINDS)], overall, draw),
                )
                for place, question in enumerate(survey.question_ids)
                for draw in [draw_number(question.name, key)]
            },
            "overall": overall,
            "loyalty": score("loyalty", 2),
            "use_again": overall,
            "complaint_likelihood": 6 - overall,
            "nps": min(10, 2 * overall + int(draw_number("nps", key) * 2)),
            "need": draw_number("need", key) < 0.1 and "Delivery on Saturdays",
        }

    @api.model
    def _imagine_score(self, kind, overall, draw):
        """1 to 5; draw: 0 to 1. A must-be is poor where the whole is poor and says
        nothing else; an attractive one is good where the whole is good."""
        if kind == "must_be" and overall <= 2:
            return 1 + int(draw * 2.4)
        if kind == "must_be":
            return 3 + int(draw * 3)
        if kind == "attractive" and overall >= 4:
            return 4 + int(draw * 2)
        if kind == "attractive":
            return 1 + int(draw * 3.3)
        if kind == "indifferent":
            return 1 + int(draw * 5)
        return min(5, max(1, overall - 1 + int(draw * 3)))

    @api.model
    def _load_words(self, kind, number, days, words, found=None):
        """Something a customer said, answered and settled soon after.

        found: ends of the external ids of cause and defect, of a complaint
        """
        customer = self._demo_customer(number)
        case = self._file(
            {
                "partner_id": customer.partner_id.id,
                "company_id": customer.company_id.id,
                "kind": kind,
                "description": words,
                **(self._prepare_found(customer, *found) if found else {}),
            },
            fields.Datetime.now() - timedelta(days=days),
        )
        work = case.with_user(self._demo("user_agnes"))
        work = work.with_company(case.company_id)
        work.action_take()
        self._settle(work, "Talked over with the customer.")

    @api.model
    def _prepare_found(self, customer, cause, defect):
        cause = self.env.ref(f"crm_complaints.crm_complaint_cause_{cause}")
        defect = self.env.ref(f"crm_complaints.crm_complaint_defect_{defect}")
        goods = self.env["sale.order.line"].search(
            [("order_partner_id", "=", customer.partner_id.id), ("state", "=", "sale")],
            limit=1,
        )
        line = {"order_line_id": goods.id, "defect_id": defect.id}
        return {"cause_id": cause.id, "line_ids": [Command.create(line)]}
