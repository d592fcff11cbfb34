# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command


class CrmDemoDeskMixin(models.AbstractModel):
    """The agents' desk: skills, promises, a question to a colleague, two services."""

    _name = "crm.demo.desk.mixin"
    _description = "Agents' Desk of the Demo Company"

    @api.model
    def _create_desk(self):
        """On the open complaints of Taishan Trading; nothing when it is there."""
        if self.env["crm.complaint.service"].search_count([], limit=1):
            return
        self._describe_agents()
        open_ones = self.env["crm.complaint"].search(
            [
                ("company_id", "=", self._demo("company_trading").id),
                ("is_open", "=", True),
            ],
            order="id",
        )
        agnes = self._demo("user_agnes")
        desk = open_ones.with_user(agnes).with_company(agnes.company_id)
        if len(desk) < 3:
            return
        self._give_promises(desk)
        self._ask_archie(desk[0])
        self._plan_services(desk)
        desk[0]._connect(desk[1], "related")

    @api.model
    def _describe_agents(self):
        skill = "crm_complaints.crm_complaint_skill_%s"
        for login, skills, is_technician in (
            ("agnes", ("product", "logistics"), False),
            ("sam", ("technical", "it"), True),
            ("archie", ("finance",), False),
        ):
            links = [Command.link(self.env.ref(skill % name).id) for name in skills]
            self.env["crm.complaint.agent"].create(
                {
                    "user_id": self._demo(f"user_{login}").id,
                    "skill_ids": links,
                    "is_technician": is_technician,
                    "max_open": 20,
                }
            )

    @api.model
    def _give_promises(self, complaints):
        """One that is kept, one that is open, one whose time passed."""
        now = fields.Datetime.now()
        words = (
            ("Result of the laboratory", 1),
            ("Call back about the delivery", 2),
            ("Corrected invoice", 4),
        )
        for complaint, (what, days) in zip(complaints, words, strict=False):
            promise = complaint._promise(
                {
                    "name": what,
                    "date_due": now + timedelta(days=days),
                    "partner_id": complaint.partner_id.id,
                    "user_id": complaint.env.uid,
                },
                None,
            )
            if days == 2:
                promise.action_keep()
        late = complaints[0].promise_ids.sudo()
        late.write(
            {
                "date_promised": now - timedelta(days=3),
                "date_due": now - timedelta(days=1),
            }
        )
        self.env["crm.complaint.promise"]._mark_missed()

    @api.model
    def _ask_archie(self, complaint):
        archie = self._demo("user_archie")
        request = complaint.env["crm.complaint.request"].create(
            {
                "name": "Which lot was delivered?",
                "complaint_id": complaint.id,
                "user_id": archie.id,
                "department": "Sales Administration",
                "question": "Please look up the lot and the weighing slip.",
                "date_due": fields.Date.today() + timedelta(days=1),
            }
        )
        mine = request.with_user(archie)
        mine.answer = "Lot 7, slip 4711, 24.6 tons."
        mine.action_answer()

    @api.model
    def _plan_services(self, complaints):
        """One planned for tomorrow, one waiting for the customer's signature."""
        kind = "crm_complaints.crm_complaint_service_kind_%s"
        sam = self._demo("user_sam")
        tomorrow = fields.Datetime.now().replace(hour=2, minute=0, second=0)
        services = complaints.env["crm.complaint.service"].create(
            [
                {
                    "complaint_id": complaint.id,
                    "kind_id": self.env.ref(kind % name).id,
                    "date_planned": tomorrow + timedelta(days=1, hours=number * 3),
                    "user_id": sam.id,
                }
                for number, (complaint, name) in enumerate(
                    zip(complaints[1:3], ("blending", "repair"), strict=True)
                )
            ]
        )
        work = services[1].with_user(sam)
        work.action_start()
        work.write({"work_done": "Mill adjusted, sample taken.", "travel_cost": 120.0})
        work.action_finish()
