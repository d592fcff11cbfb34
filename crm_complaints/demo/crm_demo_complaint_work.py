# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command


class CrmDemoComplaintWork(models.AbstractModel):
    """What the demo company found out and learned from its complaints."""

    _name = "crm.demo.complaint.work"
    _description = "Demo: Work on Complaints"

    @api.model
    def _load_complaint_work(self):
        builder = self.with_context(
            tracking_disable=True, mail_notify_force_send=False, no_reset_password=True
        )
        companies = builder._person("dora").company_ids
        companies.complaint_hour_cost = 35.0
        builder._learn_from_the_label()
        builder._learn_from_the_gate()
        builder._ask_the_mine()
        builder._charge_the_carrier()
        builder._note_the_driver()
        builder._review_last_month()

    @api.model
    def _person(self, login):
        return self.env["crm.demo.company"]._demo(f"user_{login}")

    @api.model
    def _complaint(self, subject):
        """The demo complaint, seen by its agent."""
        complaint = self.env["crm.complaint"].search(
            [("subject", "=", subject)], limit=1
        )
        agnes = complaint.with_user(self._person("agnes"))
        return agnes.with_company(complaint.company_id)

    @api.model
    def _partner(self, name, email):
        return self.env["res.partner"].create(
            {"name": name, "email": email, "is_company": True}
        )

    @api.model
    def _learn_from_the_label(self):
        """Whys, an 8D signed up to D8, a verified measure, a published solution."""
        work = self._complaint("Label unlike the sample")
        cause = self.env.ref("crm_complaints.crm_complaint_cause_product_wrong")
        work.write(
            {
                "cause_id": cause.id,
                "symptom": "Blue is two shades darker than on the released sample.",
            }
        )
        self._ask_why(work, cause)
        measure = self._plan(work, "Colour card at the printer's", 20)
        measure._record_done("Card handed over, old prints destroyed.")
        dora = measure.with_user(self._person("dora"))
        dora._verify(True, "Three prints in a row match the card.")
        self._sign_sheet(work)
        work.action_learn()
        solution = work.learned_ids.with_user(self._person("dora"))
        solution.keywords = "label, colour, sample"
        solution.action_publish()

    @api.model
    def _learn_from_the_gate(self):
        work = self._complaint("Wrong unloading place")
        work.action_learn()
        solution = work.learned_ids.with_user(self._person("dora"))
        solution.keywords = "unloading, gate, site plan"
        solution.action_publish()

    @api.model
    def _review_last_month(self):
        """The management review as it was held."""
        dora, agnes = self._person("dora"), self._person("agnes")
        held = (
            self.env["crm.complaint.review"]
            .with_user(dora)
            .create(
                {
                    "company_id": dora.company_id.id,
                    "user_ids": [Command.set((dora | agnes).ids)],
                    "findings": "Late lorries are the first cause again.",
                    "decisions": "The haulier reports each delay before noon.",
                }
            )
        )
        held.action_hold()

    @api.model
    def _ask_why(self, work, cause):
        whys = work.env["crm.complaint.why"]
        parent = whys
        for kind, words in (
            ("material", "The printer used another blue"),
            ("method", "He had no colour card, only a photo"),
            ("man", "Nobody is told to send the card"),
        ):
            parent = whys.create(
                {
                    "complaint_id": work.id,
                    "name": words,
                    "kind": kind,
                    "parent_id": parent.id,
                }
            )
        parent.cause_id = cause

    @api.model
    def _plan(self, work, name, days):
        return work.env["crm.complaint.measure"].create(
            {
                "complaint_id": work.id,
                "name": name,
                "user_id": self._person("agnes").id,
                "verifier_id": self._person("dora").id,
                "date_due": fields.Date.today() + timedelta(days=days),
                "indicator": "complaints about it in a month",
            }
        )

    @api.model
    def _sign_sheet(self, work):
        work.action_view_sheet()
        sheet = work.sheet_ids
        sheet.write(
            {
                "team_words": "Agnes (service), Gina (quality), the printer",
                "containment": "All cases with the dark label are sorted out.",
                "cause_occurrence": "The printer mixed the blue after a photo.",
                "cause_detection": "No colour check when labels arrive.",
                "corrective": "A colour card goes with each order of labels.",
                "implemented": "Card handed over; rule for buyers changed.",
                "validated": "Three prints in a row match the card.",
                "prevention": "Colour check at goods in for all packaging.",
                "closure": "Accepted by the customer; thanks to everybody.",
            }
        )
        for _step in range(8):
            sheet.action_sign()

    @api.model
    def _ask_the_mine(self):
        """A case that is with its supplier, and a measure that is late."""
        work = self._complaint("Moisture too high in lot 7")
        mine = self._partner("North Mine Washing Plant", "quality@mine.example.com")
        work.party_ids = [
            Command.create({"kind": "supplier", "partner_id": mine.id, "share": 70.0}),
            Command.create({"kind": "own", "department": "Goods in", "share": 30.0}),
        ]
        inquiry = work.env["crm.complaint.inquiry"].create(
            {
                "complaint_id": work.id,
                "partner_id": mine.id,
                "problem": "Moisture 11.4 % instead of at most 8 %.",
                "question": "Please check the dryer records of the lot.",
                "lot": "7",
                "line_ids": [Command.set(work.line_ids.ids)],
            }
        )
        inquiry.action_send()
        self._plan(work, "Measure moisture of each lorry at goods in", -2)

    @api.model
    def _charge_the_carrier(self):
        """Cost of a compensated case, waiting to be charged back to the carrier."""
        work = self._complaint("Two lorries short weighed")
        carrier = self._partner("Swift Haulage", "office@haulage.example.com")
        work.cost_ids = [
            Command.create({"kind": "handling", "name": "Weighing again", "hours": 2}),
            Command.create({"kind": "travel", "name": "To the site", "amount": 80.0}),
        ]
        work.party_ids = [Command.create({"kind": "carrier", "partner_id": carrier.id})]
        work.party_ids.action_request_charge()

    @api.model
    def _note_the_driver(self):
        work = self._complaint("Driver unfriendly at gate")
        fault = self.env.ref("crm_complaints.crm_complaint_fault_cold")
        motive = self.env.ref("crm_complaints.crm_complaint_motive_respect")
        work.write(
            {
                "motive_ids": [Command.link(motive.id)],
                "conduct_ids": [
                    Command.create({"fault_id": fault.id, "note": "“Wait outside.”"})
                ],
            }
        )
