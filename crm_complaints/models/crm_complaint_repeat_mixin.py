# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_complaint_queries import COUNTED_KINDS

REPEATABLE = (*COUNTED_KINDS, "service")
# Fields of the case that make two alike; those of a line in _repeat_fields.
CASE_KEYS = ("category_id", "cause_id")


class CrmComplaintRepeatMixin(models.AbstractModel):
    """Whether the same customer complains about the same thing again."""

    _name = "crm.complaint.repeat.mixin"
    _description = "Repeated Complaints"

    is_repeat = fields.Boolean(
        string="Repeated",
        compute="_compute_is_repeat",
        store=True,
        help="The same customer complained about the same product, cause or category "
        "a short time before (see Settings).",
    )
    repeat_percent = fields.Float(
        string="Repeat Rate (%)",
        compute="_compute_is_repeat",
        store=True,
        aggregator="avg",
    )
    repeat_ids = fields.Many2many(
        comodel_name="crm.complaint",
        string="Earlier Complaints",
        compute="_compute_repeat_ids",
    )

    @api.depends(lambda self: self._repeat_depends())
    def _compute_is_repeat(self):
        earlier = self._find_repeats()
        for complaint in self:
            complaint.is_repeat = bool(earlier[complaint])
            complaint.repeat_percent = 100.0 if complaint.is_repeat else 0.0

    @api.depends(lambda self: self._repeat_depends())
    def _compute_repeat_ids(self):
        earlier = self._find_repeats()
        for complaint in self:
            complaint.repeat_ids = earlier[complaint]

    @api.model
    def _repeat_depends(self):
        """What makes two complaints alike; a bridge names its own fields of a line."""
        names = self.env["crm.complaint.line"]._repeat_fields()
        return [
            "customer_id",
            "date_opened",
            "kind",
            *CASE_KEYS,
            *(f"line_ids.{name}" for name in names),
        ]

    def _find_repeats(self):
        """{complaint: earlier ones of the same customer about the same thing}."""
        earlier = defaultdict(self.env["crm.complaint"].browse)
        asked = self.filtered(
            lambda c: c.kind in REPEATABLE and c.customer_id and c._repeat_keys()
        )
        if not asked:
            return earlier
        nothing = self.env["crm.complaint"]
        found = self._repeat_candidates(asked)
        by_customer, keys_of = found.grouped("customer_id"), found._stored_repeat_keys()
        for complaint in asked:
            days = timedelta(days=complaint.company_id.sudo().complaint_repeat_days)
            if not days:
                continue
            day = complaint.date_opened or fields.Datetime.now()
            keys = complaint._repeat_keys()
            candidates = by_customer.get(complaint.customer_id._origin, nothing)
            earlier[complaint] = candidates.filtered(
                lambda c, own=complaint, day=day, days=days, keys=keys: (
                    c != own._origin
                    and day - days <= c.date_opened <= day
                    and (c.date_opened, c.id) < (day, own._origin.id or c.id + 1)
                    and keys & keys_of[c.id]
                )
            )
        return earlier

    def _repeat_candidates(self, asked):
        days = max(asked.company_id.sudo().mapped("complaint_repeat_days"), default=0)
        moments = [c.date_opened or fields.Datetime.now() for c in asked]
        if not days:
            return self.env["crm.complaint"]
        return self.env["crm.complaint"].search_fetch(
            Domain("customer_id", "in", asked.customer_id._origin.ids)
            & Domain("date_opened", ">=", min(moments) - timedelta(days=days))
            & Domain("date_opened", "<=", max(moments))
            & Domain("kind", "in", REPEATABLE)
            & Domain("phase", "!=", "cancelled"),
            ["customer_id", "date_opened", *CASE_KEYS],
        )

    def _stored_repeat_keys(self):
        """{id: what a complaint is about}, read at once."""
        names = self.env["crm.complaint.line"]._repeat_fields()
        keys = {
            case.id: {(name, case[name].id) for name in CASE_KEYS if case[name]}
            for case in self
        }
        lines = self.env["crm.complaint.line"].search_fetch(
            Domain("complaint_id", "in", self.ids), ["complaint_id", *names]
        )
        for line in lines:
            keys[line.complaint_id.id] |= {
                (name, line[name].id) for name in names if line[name]
            }
        return keys

    def _repeat_keys(self):
        """What a complaint is about, as a set of (field, id)."""
        self.ensure_one()
        keys = {(name, self[name]._origin.id) for name in CASE_KEYS if self[name]}
        for name in self.env["crm.complaint.line"]._repeat_fields():
            keys |= {(name, value) for value in self.line_ids[name]._origin.ids}
        return keys
