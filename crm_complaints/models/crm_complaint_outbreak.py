# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from . import crm_radar_rules as rules
from .crm_complaint_readers import told_to


class CrmComplaintOutbreak(models.Model):
    """The parent of many complaints about one product: cases, customers, what is told.

    It is no complaint itself, so it has no customer, no clock and is not counted twice
    (docs/decisions/0040).
    """

    _name = "crm.complaint.outbreak"
    _description = "Outbreak"
    _inherit = [
        "crm.complaint.radar.mixin",
        "crm.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "state desc, date_detected desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one("res.company", readonly=True, required=True)
    radar_key = fields.Char(readonly=True, required=True, copy=False)
    product_id = fields.Many2one(
        "product.product", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    state = fields.Selection(
        selection=[("open", "Open"), ("closed", "Closed")],
        default="open",
        readonly=True,
        required=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        domain="[('share', '=', False)]",
        tracking=True,
    )
    date_detected = fields.Date(readonly=True)
    date_from = fields.Date(
        string="Bought since",
        help="Customers who bought the product since this day are listed; it starts "
        "with the first order complained about.",
    )
    case_count = fields.Integer(
        string="Number of Cases",
        compute="_compute_case_count",
        help="A complaint about several products is a case of one outbreak only.",
    )
    cases_at_alarm = fields.Integer(string="Cases at the Alarm", readonly=True)
    expected = fields.Float(
        string="Usual Number", readonly=True, digits=(16, 2), aggregator=None
    )
    bound = fields.Integer(
        string="Chance up to",
        readonly=True,
        aggregator=None,
        help="With the confidence of the settings, chance gives no more cases.",
    )
    complaint_ids = fields.One2many("crm.complaint", "outbreak_id", string="Cases")
    customer_ids = fields.One2many(
        "crm.complaint.outbreak.customer", "outbreak_id", string="Customers"
    )
    to_tell_count = fields.Integer(string="To Tell", compute="_compute_to_tell_count")
    finding = fields.Text(help="What was found out, and what is done about it.")
    date_closed = fields.Date(readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(company_id, radar_key) WHERE state = 'open'",
        "There is an open outbreak of this product already.",
    )

    @api.depends("product_id", "date_detected")
    def _compute_name(self):
        for outbreak in self:
            outbreak.name = " ".join(
                filter(
                    None,
                    [
                        outbreak._subject_record().display_name,
                        str(outbreak.date_detected or ""),
                    ],
                )
            )

    def _compute_case_count(self):
        groups = self.env["crm.complaint"]._read_group(
            [("outbreak_id", "in", self.ids)], ["outbreak_id"], ["__count"]
        )
        counts = dict(groups)
        for outbreak in self:
            outbreak.case_count = counts.get(outbreak, 0)

    def _compute_to_tell_count(self):
        groups = self.env["crm.complaint.outbreak.customer"]._read_group(
            [("outbreak_id", "in", self.ids), ("state", "=", "open")],
            ["outbreak_id"],
            ["__count"],
        )
        counts = dict(groups)
        for outbreak in self:
            outbreak.to_tell_count = counts.get(outbreak, 0)

    def action_view_cases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_action"
        )
        action["domain"] = [("outbreak_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_write_customers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_outbreak_message_action"
        )
        action["context"] = {"default_outbreak_id": self.id}
        return action

    def action_refresh(self):
        self.check_access("write")
        self.sudo()._gather()

    def action_close(self):
        self.check_access("write")
        for outbreak in self.filtered(lambda o: o.state == "open"):
            if not (outbreak.finding or "").strip():
                raise UserError(
                    self.env._("%s: write down what was found first.", outbreak.name)
                )
            outbreak.sudo().write(
                {"state": "closed", "date_closed": fields.Date.context_today(self)}
            )

    def _subject_record(self):
        """What the outbreak is about: the product; a bridge answers with the lot."""
        return self.product_id

    def _subject_field(self):
        return self.radar_key.partition(":")[0]

    @api.model
    def _open_outbreak(self, company, name, alarm, today):
        """A new outbreak unless one is open; called as superuser."""
        record, count, expected, bound = alarm
        key = f"{name}:{record.id}"
        if self.search_count(
            [
                ("company_id", "=", company.id),
                ("radar_key", "=", key),
                ("state", "=", "open"),
            ],
            limit=1,
        ) or self._is_settled(company, key, (name, record, bound), today):
            return self.browse()
        return self.create(
            {
                **self._prepare_subject_values(name, record),
                "company_id": company.id,
                "radar_key": key,
                "date_detected": today,
                "cases_at_alarm": count,
                "expected": expected,
                "bound": bound,
            }
        )

    @api.model
    def _is_settled(self, company, key, subject, today):
        """Whether the alarm is about cases of an outbreak that was closed: only those
        that came after it count anew."""
        name, record, bound = subject
        closed = self.search(
            Domain("company_id", "=", company.id)
            & Domain("radar_key", "=", key)
            & Domain("date_closed", ">=", self._window_start(company, today)),
            order="date_closed desc",
            limit=1,
        )
        if not closed:
            return False
        start = closed.date_closed + timedelta(days=1)
        cases = self._count_cases(company, name, start, today + timedelta(days=1))
        minimum = company.complaint_radar_minimum
        return not rules.is_outbreak(cases.get(record, 0), bound, minimum)

    @api.model
    def _prepare_subject_values(self, name, record):
        return {name: record.id}

    def _gather(self, today=None):
        """Adds cases that came since, and the customers who received it."""
        today = today or fields.Date.context_today(self)
        for outbreak in self:
            detected = outbreak.date_detected or today
            start = self._window_start(outbreak.company_id, detected)
            name = outbreak._subject_field()
            lines = self.env["crm.complaint.line"].search(
                self._case_domain(
                    outbreak.company_id, name, start, today + timedelta(days=1)
                )
                & Domain(name, "=", outbreak._subject_record().id)
            )
            lines.complaint_id.filtered(lambda c: not c.outbreak_id).write(
                {"outbreak_id": outbreak.id}
            )
            if not outbreak.date_from:
                days = lines.order_id.mapped("date_order")
                first = min((d.date() for d in days if d), default=start)
                outbreak.date_from = min(first, start)
            outbreak._list_customers()

    def _list_customers(self):
        """One row per customer who received it; known rows keep their state."""
        self.ensure_one()
        rows = self.customer_ids.grouped("partner_id")
        commands = []
        for partner, (quantity, last) in self._received().items():
            values = {"quantity": quantity, "date_last": last}
            row = rows.get(partner)
            if row:
                commands.append(Command.update(row.id, values))
            else:
                commands.append(Command.create({**values, "partner_id": partner.id}))
        self.customer_ids = commands

    def _received(self):
        """{customer: (quantity, last day)} of confirmed orders since date_from."""
        groups = self.env["sale.order.line"]._read_group(
            [
                ("product_id", "=", self.product_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
                ("order_id.date_order", ">=", self.date_from),
            ],
            ["order_partner_id"],
            ["product_uom_qty:sum", "order_id:recordset"],
        )
        found = {}
        for partner, quantity, orders in groups:
            customer = partner.commercial_partner_id
            days = [day.date() for day in orders.mapped("date_order")]
            known, last = found.get(customer, (0.0, min(days)))
            found[customer] = (known + quantity, max([last, *days]))
        return found

    def _tell_manager(self):
        """The leader of the cases' team is responsible and told at once."""
        for outbreak in self:
            leader = outbreak.complaint_ids.team_id.user_id[:1]
            outbreak.user_id = leader
            if not leader:
                continue
            outbreak.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=told_to(self, leader).env._(
                    "%(product)s: %(count)s cases, usual are %(expected).1f",
                    product=outbreak._subject_record().display_name,
                    count=outbreak.cases_at_alarm,
                    expected=outbreak.expected,
                ),
                user_id=leader.id,
            )

    def _write_customers(self, lines, subject, body):
        """Sends one mail to each customer, who sees no other, and notes it."""
        self.ensure_one()
        self.check_access("write")
        lines = lines.filtered(lambda line: line.outbreak_id == self)
        without = lines.filtered(lambda line: not line.email)
        if without:
            raise UserError(
                self.env._(
                    "%s has no mail address; enter it, or take the row out and call.",
                    without[0].partner_id.display_name,
                )
            )
        for line in lines:
            self.sudo().message_notify(
                partner_ids=line.partner_id.ids,
                subject=subject,
                body=body,
                author_id=self.env.user.partner_id.id,
                email_layout_xmlid="mail.mail_notification_light",
            )
        lines._record_told(self.env._("Mail: %s", subject))
