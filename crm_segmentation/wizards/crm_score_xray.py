# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.crm_scorecard_rules import movements


class CrmScoreXray(models.TransientModel):
    """What moved a customer's score between two days, criterion by criterion."""

    _name = "crm.score.xray"
    _description = "Score X-Ray"

    @api.model
    def _default_date_to(self):
        """Today where the company works, the day that the last scores begin."""
        return self.env["crm.customer"]._today(self.env.company)

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade"
    )
    scorecard_id = fields.Many2one(
        comodel_name="crm.scorecard",
        compute="_compute_scorecard_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        ondelete="cascade",
    )
    date_from = fields.Date(
        string="Then",
        required=True,
        default=lambda self: self._default_date_to() - timedelta(days=1),
    )
    date_to = fields.Date(
        string="Now",
        required=True,
        default=lambda self: self._default_date_to(),
    )
    points_from = fields.Float(string="Points Then", readonly=True, digits=(16, 2))
    points_to = fields.Float(string="Points Now", readonly=True, digits=(16, 2))
    line_ids = fields.One2many("crm.score.xray.line", "xray_id", readonly=True)

    @api.depends("customer_id")
    def _compute_scorecard_id(self):
        """The first card that scored the customer."""
        for xray in self:
            results = xray.customer_id.current_result_ids
            cards = results.scorecard_id.sorted(lambda card: (card.sequence, card.id))
            xray.scorecard_id = xray.scorecard_id or cards[:1]

    @api.constrains("customer_id")
    def _check_customer_id(self):
        """Dialogs show names as superuser: those of customers the user sees."""
        self.customer_id.with_user(self.env.uid).check_access("read")

    def action_compare(self):
        """Lines of the two days, in a list that opens the documents of each."""
        self.ensure_one()
        self._fill()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_score_xray_line_action"
        )
        action["domain"] = [("xray_id", "=", self.id)]
        action["name"] = action["display_name"] = self.env._(
            "%(customer)s, %(card)s: %(before)s → %(after)s",
            customer=self.customer_id.display_name,
            card=self.scorecard_id.name,
            before=round(self.points_from, 1),
            after=round(self.points_to, 1),
        )
        return action

    def _fill(self):
        self.customer_id.check_access("read")
        before, after = self._read_days()
        changes = movements(
            {key: row["contribution"] for key, row in before.items()},
            {key: row["contribution"] for key, row in after.items()},
        )
        rows = [
            self._prepare_line_values(key, change, before.get(key), after.get(key))
            for key, change in changes.items()
        ]
        lines = [
            Command.create(row)
            for row in rows
            if row["contribution_from"] or row["contribution_to"] or row["value_to"]
        ]
        self.sudo().write(
            {
                "points_from": before.get(0, {}).get("points", 0),
                "points_to": after.get(0, {}).get("points", 0),
                "line_ids": [Command.clear(), *lines],
            }
        )

    def _read_days(self):
        """Points of both days; values of today are those the customer has now."""
        if self.date_to <= self.date_from:
            raise UserError(
                self.env._("The first day comes first. Choose two different days.")
            )
        card, customer = self.scorecard_id, self.customer_id
        before = card._points_on(customer, self.date_from)
        after = card._points_on(customer, self.date_to)
        if not before and not after:
            raise UserError(
                self.env._(
                    "%(customer)s was not scored with %(card)s on either day.",
                    customer=customer.display_name,
                    card=card.name,
                )
            )
        if self.date_to >= customer._today(customer.company_id):
            for key, value in card._values_now(customer).items():
                after.get(key, {})["value"] = value
        return before, after

    def _prepare_line_values(self, criterion_id, change, before, after):
        before, after = before or {}, after or {}
        return {
            "criterion_id": criterion_id or False,
            "change": change,
            "value_from": before.get("value", 0),
            "value_to": after.get("value", 0),
            "points_from": before.get("points", 0),
            "points_to": after.get("points", 0),
            "contribution_from": before.get("contribution", 0),
            "contribution_to": after.get("contribution", 0),
        }
