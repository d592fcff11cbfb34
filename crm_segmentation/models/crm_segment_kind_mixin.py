# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from .crm_formula_queries import formula_met
from .crm_formula_rules import FormulaError, facts_of, parse
from .crm_segment_fact_queries import CONTRIBUTION, sheet_fact

KINDS = {
    "integer": "number",
    "float": "number",
    "monetary": "number",
    "boolean": "flag",
    "date": "date",
}
# the sheet of what a customer is worth
SHEET = "value_ids"
# how many facts a membership keeps as the reason of entry and exit
EVIDENCE_LIMIT = 8


class CrmSegmentKindMixin(models.AbstractModel):
    """Who belongs to a segment: by a condition, a formula or a list, and by hand."""

    _name = "crm.segment.kind.mixin"
    _description = "Condition of a Segment"
    _inherit = ["crm.rule.mixin"]

    name = fields.Char()
    company_id = fields.Many2one("res.company")
    kind = fields.Selection(
        selection=[
            ("domain", "Condition"),
            ("formula", "Formula"),
            ("list", "List"),
        ],
        string="Members by",
        default="domain",
        required=True,
        tracking=True,
        help="Condition: facts compared with values. Formula: facts computed with each "
        "other. List: customers chosen by hand.",
    )
    formula = fields.Char(
        tracking=True,
        help="A condition like: amount_12m > 2 * amount_prev_12m and "
        "days(date_last_order) < 60. It may use + - * /, abs, min, max, days, "
        "comparisons, and, or, not.",
    )
    formula_error = fields.Char(compute="_compute_formula_error")
    formula_facts = fields.Html(
        string="Facts for Formulas", compute="_compute_formula_facts"
    )
    listing_ids = fields.One2many(
        comodel_name="crm.segment.listing",
        inverse_name="segment_id",
        string="By Hand",
        help="Customers who always or never belong to the segment, whatever its "
        "condition says.",
    )

    @api.depends("kind", "formula")
    @api.depends_context("lang", "uid")
    def _compute_formula_error(self):
        for segment in self:
            segment.formula_error = False
            if segment.kind == "formula" and segment.formula:
                try:
                    segment._formula_tree()
                except FormulaError as error:
                    segment.formula_error = segment._formula_message(error)

    @api.depends("kind")
    @api.depends_context("lang", "uid")
    def _compute_formula_facts(self):
        """The names that a formula may use, by their labels."""
        known = self.env["crm.customer"]._fields
        lines = sorted(
            (known[name]._description_string(self.env), name)
            for name in self._formula_kinds()
        )
        row = Markup("<tr><td><code>%s</code></td><td>%s</td></tr>")
        table = Markup("<table class='table table-sm'>%s</table>") % Markup().join(
            row % (name, label) for label, name in lines
        )
        for segment in self:
            segment.formula_facts = table if segment.kind == "formula" else False

    @api.constrains("kind", "formula", "rule_enabled")
    def _check_formula(self):
        for segment in self.filtered(lambda segment: segment.kind == "formula"):
            try:
                segment._formula_tree()
            except FormulaError as error:
                raise ValidationError(
                    self.env._(
                        "The formula of %(name)s cannot be used. %(error)s",
                        name=segment.display_name,
                        error=segment._formula_message(error),
                    )
                ) from error

    def _rule_as_domain(self):
        """Who meets the segment's own rule today, or stands in its list."""
        self.ensure_one()
        day = fields.Date.context_today(self)
        return self._rule_domain_on(day) | self._listed_domain("in", day)

    def _rule_domain_on(self, day):
        """Who meets the rule on `day` and was not taken out by hand."""
        return self._own_rule_on(day) & ~self._listed_domain("out", day)

    def _own_rule_on(self, day):
        """Who meets the condition or formula on `day`; a list has neither."""
        self.ensure_one()
        if self.kind == "list":
            return Domain.FALSE
        if self.kind == "formula":
            return self._formula_domain(day)
        return self._condition_domain()

    def _condition_domain(self):
        """An empty condition takes nobody rather than everybody."""
        conditions = safe_eval(self.rule_domain or "[]")
        return Domain(conditions) if conditions else Domain.FALSE

    def _formula_domain(self, day):
        try:
            tree = self._formula_tree()
        except FormulaError:
            return Domain.FALSE
        self.env["crm.customer"].flush_model(facts_of(tree))
        return Domain.custom(
            to_sql=lambda _model, alias, _query: formula_met(tree, alias, day)
        )

    def _listed_domain(self, decision, day):
        """Customers whom people put into the segment ("in"), or took out ("out")."""
        if self._origin == self:
            return Domain(
                "segment_listing_ids",
                "any",
                Domain("segment_id", "=", self.id)
                & Domain("decision", "=", decision)
                & (Domain("date_until", "=", False) | Domain("date_until", ">=", day)),
            )
        lines = self.listing_ids.filtered(
            lambda line: line.decision == decision and line._holds_on(day)
        )
        return Domain("id", "in", lines.customer_id.ids)

    def _formula_tree(self):
        self.ensure_one()
        return parse(self.formula, self._formula_kinds())

    @api.model
    def _formula_kinds(self):
        """Facts that a formula may use: stored numbers, flags and dates."""
        customers = self.env["crm.customer"]
        return {
            name: KINDS[field.type]
            for name, field in customers._fields.items()
            if self._is_plain_fact(field)
            and field.type in KINDS
            and customers._has_field_access(field, "read")
        }

    @api.model
    def _is_plain_fact(self, field):
        """Whether the value stands in a column of the customer's own table."""
        return bool(
            field.store
            and field.column_type
            and not field.company_dependent
            and not field.groups
            and field.name not in models.MAGIC_COLUMNS
        )

    def _evidence_columns(self):
        """Facts the rule looks at, by name: SQL of the value, in the order of the rule.

        The customer is the row `customer`, its contact the row `partner`; facts of the
        value sheet are read from there.
        """
        return {name: self._evidence_sql(name) for name in self._evidence_fields()}

    def _evidence_fields(self):
        """Names of the facts the rule looks at, in the order of the rule."""
        self.ensure_one()
        names = []
        if self.kind == "formula" and not self.formula_error:
            names = facts_of(self._formula_tree())
        elif self.kind == "domain":
            rule = Domain(safe_eval(self.rule_domain or "[]"))
            names = [
                name
                for condition in rule.iter_conditions()
                for name in self._evidence_names(condition.field_expr)
            ]
        kept = [name for name in names if self._evidence_field(name)]
        return list(dict.fromkeys(kept))[:EVIDENCE_LIMIT]

    @api.model
    def _evidence_names(self, expression):
        """Facts that a condition looks at: of the value sheet, or of the customer."""
        if expression == SHEET:
            return [f"{SHEET}.{CONTRIBUTION}", f"{SHEET}.contribution_rate"]
        if expression.startswith(f"{SHEET}."):
            return [expression]
        return [expression.split(".")[0]]

    @api.model
    def _evidence_field(self, name):
        """The field of a fact that a membership keeps, or None."""
        if name.startswith(f"{SHEET}."):
            field = self.env["crm.customer.value"]._fields.get(name.partition(".")[2])
            shown = field and (field.name == CONTRIBUTION or self._is_plain_fact(field))
            return field if shown else None
        field = self.env["crm.customer"]._fields.get(name)
        return field if field and self._is_evidence(field) else None

    @api.model
    def _evidence_sql(self, name):
        """SQL of a fact of the row `customer`, its contact or its value sheet."""
        if not name.startswith(f"{SHEET}."):
            field = self.env["crm.customer"]._fields[name]
            return SQL.identifier("partner" if field.inherited else "customer", name)
        return sheet_fact(name.partition(".")[2])

    @api.model
    def _is_evidence(self, field):
        """A plain fact of the customer, or of its contact, like the industry."""
        if field.inherited:
            contacts = self.env["res.partner"]._fields
            return field.related_field.name in contacts and self._is_plain_fact(
                field.related_field
            )
        return self._is_plain_fact(field)

    def _formula_message(self, error):
        """What is wrong with the formula, and the way out."""
        word = error.word
        texts = {
            "empty": self.env._("Write a condition on facts."),
            "too_long": self.env._("It is longer than 500 characters."),
            "syntax": self.env._(
                "It cannot be read: check brackets and operators, and compare with =="
            ),
            "no_condition": self.env._(
                "It gives a number: compare it with another one, like > 100."
            ),
            "no_flag": self.env._("%s is no condition: compare it.", word),
            "no_number": self.env._("%s is no number.", word),
            "no_date": self.env._("%s is no date, days() needs one.", word),
            "unknown_fact": self.env._(
                "There is no fact named %s; all of them are listed below.", word
            ),
            "unknown_function": self.env._(
                "There is no function %s; there are abs, min, max and days.", word
            ),
            "arguments": self.env._("%s has too many or too few values.", word),
            "too_large": self.env._("%s is too large a number.", word),
        }
        other = self.env._("%s cannot stand in a formula.", word)
        return texts.get(error.code, other)
