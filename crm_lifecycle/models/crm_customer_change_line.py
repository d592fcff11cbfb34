# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from . import crm_change_rules as rules

VALUES = {
    "char": "value_char",
    "bank": "value_char",
    "text": "value_text",
    "number": "value_number",
    "boolean": "value_boolean",
    "date": "value_date",
    "selection": "value_selection",
    "country": "value_country_id",
    "state": "value_state_id",
    "industry": "value_industry_id",
    "kind": "value_kind_id",
}


class CrmCustomerChangeLine(models.Model):
    """One field of a change request: what it is, what it should be.

    The proposed value is typed into the field that suits its kind (``VALUES``).
    """

    _name = "crm.customer.change.line"
    _description = "Line of a Change Request"
    _inherit = ["crm.guarded.mixin"]
    _order = "change_id, id"

    _frozen_fields = frozenset({"change_id"})

    change_id = fields.Many2one(
        comodel_name="crm.customer.change",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="change_id.company_id", store=True)
    customer_id = fields.Many2one(related="change_id.customer_id")
    change_state = fields.Selection(related="change_id.state")
    can_decide = fields.Boolean(related="change_id.can_decide")
    field_id = fields.Many2one(
        comodel_name="crm.change.field",
        required=True,
        ondelete="restrict",
    )
    name = fields.Char(related="field_id.name")
    field_name = fields.Char(related="field_id.field_name", string="Technical Name")
    kind = fields.Selection(related="field_id.kind")
    old_raw = fields.Json(
        string="Value when Asked", compute="_compute_old", store=True, precompute=True
    )
    old_text = fields.Text(
        string="Now", compute="_compute_old", store=True, precompute=True
    )
    new_text = fields.Text(string="Proposed", compute="_compute_new_text")
    value_char = fields.Char(string="New Value")
    value_text = fields.Text(string="New Text")
    value_number = fields.Float(string="New Number", aggregator=None)
    value_boolean = fields.Boolean(string="New Answer")
    value_date = fields.Date(string="New Date")
    value_selection = fields.Selection(
        selection="_selection_value_selection", string="New Choice"
    )
    value_country_id = fields.Many2one("res.country", string="New Country")
    value_state_id = fields.Many2one("res.country.state", string="New State")
    value_industry_id = fields.Many2one("res.partner.industry", string="New Industry")
    value_kind_id = fields.Many2one("crm.customer.kind", string="New Kind")
    state = fields.Selection(
        selection=[
            ("pending", "Waiting"),
            ("accepted", "Taken Over"),
            ("refused", "Refused"),
            ("outdated", "Changed Meanwhile"),
        ],
        string="Answer",
        default="pending",
        required=True,
        readonly=True,
        copy=False,
    )
    answer = fields.Char(string="Why", readonly=True, copy=False)

    _field_unique = models.Constraint(
        "UNIQUE (change_id, field_id)", "Each field stands once in a change request."
    )

    @api.depends("field_id", "change_id.customer_id")
    def _compute_old(self):
        for line in self:
            record, name = line._target(), line.sudo().field_name
            line.old_raw = rules.raw_of(record, name) if record and name else False
            line.old_text = rules.text_of(record, name) if record and name else ""

    @api.depends("field_id", *VALUES.values())
    @api.depends_context("lang")
    def _compute_new_text(self):
        for line in self:
            if not line.kind:
                line.new_text = ""
                continue
            line.new_text = rules.text_of(line, VALUES[line.kind])

    @api.model
    def _selection_value_selection(self):
        """Every choice of every listed field; the screen shows those of the line's."""
        options = []
        listed = self.env["crm.change.field"].sudo()
        listed = listed.search([("field_id.ttype", "=", "selection")])
        for field in listed:
            if field.kind == "selection":
                known = self.env[field.model_name]._fields[field.field_name]
                options += [
                    (f"{field.field_name}:{value}", label)
                    for value, label in known._description_selection(self.env)
                ]
        return options

    @api.onchange("field_id")
    def _onchange_field_id(self):
        """Starts from what stands there: most changes are corrections."""
        record, name = self._target(), self.sudo().field_name
        if not record or not self.kind:
            return
        value = record[name]
        if self.kind == "bank":
            value = ""
        elif self.kind == "selection":
            value = f"{name}:{value}" if value else False
        self[VALUES[self.kind]] = value

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.change_id._check_draft()
        return lines

    def write(self, vals):
        if not self.env.su:
            self.change_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self.change_id._check_draft()

    def action_accept(self):
        for line in self:
            line._check_state("pending")
            line.change_id._accept(line)

    def action_open_refusal(self):
        return self.change_id._refusal_window(self)

    def action_look_again(self):
        """A keeper compares with what the file says now, and may then take it over."""
        for line in self:
            line.change_id._check_keeper()
            line._check_state("outdated")
            record, name = line._target(), line.sudo().field_name
            line.sudo().write(
                {
                    "old_raw": rules.raw_of(record, name),
                    "old_text": rules.text_of(record, name),
                    "state": "pending",
                    "answer": False,
                }
            )

    def _check_state(self, state):
        if self.state != state:
            raise UserError(
                self.env._(
                    "“%s” was answered already, or changed meanwhile; reload it.",
                    self.name,
                )
            )

    def _target(self):
        """The record the field stands on: the account, or its contact (sudo)."""
        self.ensure_one()
        customer = self.change_id.customer_id.sudo()
        on_contact = self.sudo().field_id.model_name == "res.partner"
        return customer.partner_id if on_contact else customer

    def _still_holds(self):
        self.ensure_one()
        now = rules.raw_of(self._target(), self.sudo().field_name)
        return (now or False) == (self.old_raw or False)

    def _is_same(self):
        return (self.new_text or "") == (self.old_text or "")

    def _mark_outdated(self):
        for line in self:
            line.sudo().write(
                {
                    "state": "outdated",
                    "answer": self.env._(
                        "Meanwhile changed from “%(old)s” to “%(now)s”.",
                        old=line.old_text or "–",
                        now=rules.text_of(line._target(), line.sudo().field_name)
                        or "–",
                    ),
                }
            )

    def _write_values(self):
        """Writes the proposed values with the rights of the acting keeper."""
        for line in self:
            record = line._target().with_env(self.env)
            if line.kind == "bank":
                line._add_bank_account(record)
            else:
                record.write({line.sudo().field_name: line._proposed()})

    def _proposed(self):
        value = self[VALUES[self.kind]]
        if self.kind == "selection":
            return value.split(":", 1)[1] if value else False
        if isinstance(value, models.BaseModel):
            return value.id
        return value

    def _add_bank_account(self, partner):
        """An account number is added; the old ones stay, invoices may name them."""
        watch = self.env["crm.change.field"]._watch(partner, {"bank_ids": [1]})
        self.env["res.partner.bank"].create(
            {"partner_id": partner.id, "acc_number": self.value_char}
        )
        self.env["crm.change.field"]._note(watch)
