# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_amount, format_date


class CrmSegmentMembership(models.Model):
    """From when to when a customer belonged to a segment; written by the refresh."""

    _name = "crm.segment.membership"
    _description = "Segment Membership"
    _inherit = ["crm.append.only.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "customer_id"
    _log_access = False

    segment_id = fields.Many2one(
        comodel_name="crm.segment", required=True, ondelete="cascade", index=True
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_amount = fields.Monetary(related="customer_id.amount_12m")
    set_id = fields.Many2one(
        comodel_name="crm.segment.set",
        string="Exclusive Set",
        ondelete="set null",
        index="btree_not_null",
        help="The set of the segment while the membership is open.",
    )
    date_from = fields.Date(string="Entered on", required=True)
    date_to = fields.Date(string="Left on", help="Empty: still a member.")
    entry_reason = fields.Selection(
        selection=[("rule", "Meets the Rule"), ("hand", "Put in by Hand")],
        string="Why Entered",
    )
    exit_reason = fields.Selection(
        selection=[
            ("rule", "No Longer Meets the Rule"),
            ("set", "Another Segment of the Set"),
            ("hand", "Taken Out by Hand"),
            ("off", "Segment Switched Off"),
            ("archived", "Customer Archived"),
            ("merged", "Joined with Another Account"),
        ],
        string="Why Left",
    )
    next_segment_id = fields.Many2one(
        comodel_name="crm.segment",
        string="Went to",
        ondelete="set null",
        index="btree_not_null",
    )
    entry_facts = fields.Json()
    exit_facts = fields.Json()
    entry_words = fields.Char(string="Facts at Entry", compute="_compute_words")
    exit_words = fields.Char(string="Facts at Exit", compute="_compute_words")
    days = fields.Integer(compute="_compute_days", string="Days as Member")

    _open_unique = models.UniqueIndex(
        "(segment_id, customer_id) WHERE date_to IS NULL",
        "The customer is a member already.",
    )
    _set_unique = models.UniqueIndex(
        "(set_id, customer_id) WHERE date_to IS NULL AND set_id IS NOT NULL",
        "The customer belongs to another segment of the set.",
    )

    @api.depends("entry_facts", "exit_facts")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            line.entry_words = line._in_words(line.entry_facts)
            line.exit_words = line._in_words(line.exit_facts)

    @api.depends("date_from", "date_to")
    def _compute_days(self):
        today = fields.Date.context_today(self)
        for line in self:
            line.days = ((line.date_to or today) - line.date_from).days

    def _in_words(self, facts):
        """Facts as the reader knows them: "Orders: 4, Silence: 2.50"."""
        found = [
            (self.env["crm.segment"]._evidence_field(name), value)
            for name, value in (facts or {}).items()
        ]
        return ", ".join(
            f"{field._description_string(self.env)}: "
            f"{self._value_in_words(field, value)}"
            for field, value in found
            if field
        )

    def _value_in_words(self, field, value):
        if field.type == "many2one":
            record = self.env[field.comodel_name].sudo().browse(value or ()).exists()
            return record.display_name or "–"
        if field.type == "monetary":
            return format_amount(self.env, value or 0.0, self.company_id.currency_id)
        if field.type == "date":
            return format_date(self.env, value) if value else "–"
        if field.type == "selection" and value:
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "float":
            return f"{value or 0.0:.2f}"
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        return str(value) if value or value == 0 else "–"
