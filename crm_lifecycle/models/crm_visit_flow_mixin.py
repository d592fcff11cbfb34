# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

OPEN_STATES = ("planned", "agreed")


class CrmVisitFlowMixin(models.AbstractModel):
    """How a visit moves from the plan to the record; each move checks who acts."""

    _name = "crm.visit.flow.mixin"
    _description = "Course of a Visit"

    company_id = fields.Many2one("res.company")
    state = fields.Selection(
        string="Status",
        selection=[
            ("planned", "Planned"),
            ("agreed", "Agreed"),
            ("done", "Done"),
            ("reviewed", "Reviewed"),
            ("missed", "Missed"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
        readonly=True,
    )
    date_arrived = fields.Datetime(string="Arrived", readonly=True, copy=False)
    date_done = fields.Datetime(string="Finished", readonly=True, copy=False)
    closing_reason = fields.Char(
        string="Why It Did Not Take Place", readonly=True, copy=False
    )
    latitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    longitude = fields.Float(digits=(10, 7), readonly=True, copy=False, aggregator=None)
    accuracy = fields.Float(
        string="Accuracy (m)", readonly=True, copy=False, aggregator=None
    )
    may_locate = fields.Boolean(related="company_id.lifecycle_visit_position")

    def action_agree(self):
        """Step 4: the exact time is appointed; the calendar holds it."""
        self._check_visitor("planned")
        self.sudo().write({"state": "agreed"})
        for visit in self:
            visit._book_event()

    def action_start(self):
        self.ensure_one()
        self._check_visitor(*OPEN_STATES)
        if not self.date_arrived:
            self.sudo().date_arrived = fields.Datetime.now()

    def action_open_finish(self):
        """Asks for the outcome; may be called without having pressed Start."""
        self.ensure_one()
        self._check_visitor(*OPEN_STATES)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_visit_finish_action"
        )
        action["context"] = {"default_visit_id": self.id}
        return action

    def action_open_close(self):
        self._check_visitor(*OPEN_STATES)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_visit_close_action"
        )
        action["context"] = {"default_visit_ids": self.ids}
        return action

    def action_replan(self):
        self._check_visitor("missed", "cancelled")
        self.sudo().write({"state": "planned", "closing_reason": False})

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

    def action_open_next(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.customer.visit",
            "res_id": self.next_visit_id.id,
            "view_mode": "form",
        }

    def set_position(self, latitude, longitude, accuracy):
        """Where the visitor stood when he pressed the button, if the company asks."""
        self.ensure_one()
        self._check_visitor(*OPEN_STATES, "done")
        if not self.may_locate:
            raise UserError(
                self.env._(
                    "%s does not record positions. An administrator may allow it in "
                    "the settings.",
                    self.company_id.name,
                )
            )
        self.sudo().write(
            {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        )
        return True

    def _finish(self, values):
        """Records the outcome: the visit is done, and the next step is planned.

        values: fields of the record as the visitor filled them in; outcome is needed.
        """
        self.ensure_one()
        self._check_visitor(*OPEN_STATES)
        if not (values.get("outcome") or "").strip() or not values.get("result"):
            raise UserError(
                self.env._(
                    "%s: say what came out of it. A visit without an outcome proves "
                    "nothing.",
                    self.display_name,
                )
            )
        now = fields.Datetime.now()
        if self.date_start > now:
            # done before its time: the record shows when it really was
            self.date_start = now
        self.write(values)
        self.sudo().write(
            {
                "state": "done",
                "date_done": now,
                "date_arrived": self.date_arrived or min(self.date_start, now),
            }
        )
        self._plan_next_step()

    def _plan_next_step(self):
        """The next step becomes a planned visit of the same kind, with its promise."""
        self.ensure_one()
        if not self.date_next or self.next_visit_id:
            return
        hour = fields.Datetime.to_datetime(self.date_start).time()
        start = fields.Datetime.to_datetime(self.date_next).replace(
            hour=hour.hour, minute=hour.minute
        )
        visit = self.sudo().create(
            {
                "customer_id": self.customer_id.id,
                "type_id": self.type_id.id,
                "mode": self.mode,
                "user_id": self.user_id.id,
                "date_start": start,
                "purpose": self.next_step,
                "contact_ids": [fields.Command.set(self.contact_ids.ids)],
            }
        )
        self.sudo().next_visit_id = visit

    def _close_without_visit(self, state, reason):
        """Missed or cancelled, with the reason that the plan report shows."""
        self._check_visitor(*OPEN_STATES)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the visit does not take place."))
        self.sudo().write({"state": state, "closing_reason": reason})
        self._drop_event()

    def _check_visitor(self, *states):
        """The visitor acts, or somebody who leads him; from one of the states."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for visit in self:
            if not self.env.su and not (
                visit.user_id == self.env.user or visit._is_led_by(self.env.user)
            ):
                raise AccessError(
                    self.env._(
                        "%(visit)s is made by %(user)s; only %(user)s or the leader "
                        "records it.",
                        visit=visit.display_name,
                        user=visit.user_id.name,
                    )
                )
            if visit.state not in states:
                raise UserError(
                    self.env._(
                        "%(visit)s is “%(state)s”; this is possible only while it is "
                        "%(states)s.",
                        visit=visit.display_name,
                        state=labels[visit.state],
                        states=", ".join(labels[state] for state in states),
                    )
                )
