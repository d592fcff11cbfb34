# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

LAST_VISITS = 3


class CrmVisitPreparationMixin(models.AbstractModel):
    """Steps 1 and 5: what one should know and carry before knocking at the door."""

    _name = "crm.visit.preparation.mixin"
    _description = "Preparation of a Visit"

    customer_id = fields.Many2one("crm.customer")
    goal_id = fields.Many2one(
        comodel_name="crm.relation.concept",
        domain="[('kind', '=', 'goal'), ('company_id', 'in', [company_id, False])]",
        ondelete="set null",
        index="btree_not_null",
    )
    material_ids = fields.One2many("crm.visit.material", "visit_id", copy=True)
    currency_id = fields.Many2one(related="customer_id.currency_id")
    customer_stage_id = fields.Many2one(related="customer_id.stage_id")
    amount_12m = fields.Monetary(related="customer_id.amount_12m")
    amount_prev_12m = fields.Monetary(related="customer_id.amount_prev_12m")
    date_last_order = fields.Date(related="customer_id.date_last_order")
    rhythm_state = fields.Selection(related="customer_id.rhythm_state")
    quotation_count = fields.Integer(related="customer_id.quotation_count")
    quotation_amount = fields.Monetary(related="customer_id.quotation_amount")
    phone = fields.Char(related="customer_id.phone", readonly=True)
    last_visit_ids = fields.Many2many(
        comodel_name="crm.customer.visit",
        string="Last Visits",
        compute="_compute_last_visit_ids",
    )
    promise = fields.Text(
        string="Promised Last Time",
        compute="_compute_last_visit_ids",
        help="The next step written down at the visit before.",
    )

    @api.depends("customer_id", "date_start")
    def _compute_last_visit_ids(self):
        """One query for all: the last done visits of each customer before this one."""
        customers = self.customer_id
        done = self.env["crm.customer.visit"].search(
            Domain("customer_id", "in", customers.ids)
            & Domain("state", "in", ["done", "reviewed"]),
            order="date_start desc, id desc",
        )
        by_customer = done.grouped("customer_id")
        for visit in self:
            before = by_customer.get(visit.customer_id, done.browse()).filtered(
                lambda v, visit=visit: (
                    v != visit._origin and v.date_start <= visit.date_start
                )
            )
            visit.last_visit_ids = before[:LAST_VISITS]
            promised = before.filtered("next_step")[:1]
            visit.promise = bool(promised) and self.env._(
                "%(day)s: %(promise)s",
                day=format_date(self.env, promised.date_start),
                promise=promised.next_step,
            )

    def action_call(self):
        """The phone number as a link that a phone dials."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"tel:{self.phone or ''}",
            "target": "self",
        }

    def _start_checklist(self):
        """A visit starts with the material of its kind, unless it brought its own."""
        self.env["crm.visit.material"].sudo().create(
            [
                {"visit_id": visit.id, "name": line.strip()}
                for visit in self.filtered(lambda v: not v.material_ids)
                for line in (visit.type_id.checklist or "").splitlines()
                if line.strip()
            ]
        )
