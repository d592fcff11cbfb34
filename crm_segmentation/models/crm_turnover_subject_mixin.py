# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import crm_subject_queries as queries

# Which field names the subject; the whole company needs none.
SUBJECT_FIELDS = {
    "customer": "customer_id",
    "segment": "segment_id",
    "trade_type": "trade_type_id",
    "product": "product_id",
    "category": "categ_id",
}

SUBJECT_BASIS = frozenset({"company_id", "subject", *SUBJECT_FIELDS.values()})


class CrmTurnoverSubjectMixin(models.AbstractModel):
    """Whose turnover a season or a forecast is about, and when it is computed anew.

    Who may read a record sees the turnover of its subject, so exactly one is named:
    rights of salespeople and leaders go by the customer.
    """

    _name = "crm.turnover.subject.mixin"
    _description = "Whose Turnover"
    _check_company_auto = True

    # what the figures are computed from; heirs add their own fields
    _basis_fields = SUBJECT_BASIS

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    subject = fields.Selection(
        selection=[
            ("company", "Whole company"),
            ("customer", "Customer"),
            ("segment", "Segment"),
            ("trade_type", "Trade type"),
            ("product", "Product"),
            ("category", "Product line"),
        ],
        string="Of",
        required=True,
        default="customer",
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Its members of today, with all they ever bought.",
    )
    trade_type_id = fields.Many2one(
        comodel_name="crm.trade.type", ondelete="cascade", index="btree_not_null"
    )
    product_id = fields.Many2one(
        comodel_name="product.product",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Line",
        ondelete="restrict",
        index="btree_not_null",
        help="With everything below it.",
    )
    subject_name = fields.Char(
        string="About", compute="_compute_subject_name", compute_sudo=True
    )

    @api.depends("subject", "company_id", *SUBJECT_FIELDS.values())
    def _compute_subject_name(self):
        for record in self:
            record.subject_name = record._subject_record().display_name

    @api.constrains("subject", *SUBJECT_FIELDS.values())
    def _check_subject(self):
        for record in self:
            for subject, name in SUBJECT_FIELDS.items():
                if (subject == record.subject) == bool(record[name]):
                    continue
                label = self._fields[name]._description_string(self.env)
                if record[name]:
                    raise ValidationError(
                        self.env._(
                            "This is about one subject only: empty the field "
                            "%(field)s, or choose another kind.",
                            field=label,
                        )
                    )
                raise ValidationError(
                    self.env._("Name the subject: fill the field %s.", label)
                )

    @api.onchange("subject")
    def _onchange_subject(self):
        for subject, name in SUBJECT_FIELDS.items():
            if subject != self.subject:
                self[name] = False

    @api.onchange("customer_id")
    def _onchange_customer_id(self):
        if self.customer_id:
            self.company_id = self.customer_id.company_id

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._refresh()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._basis_fields & vals.keys():
            self._refresh()
        return result

    def action_refresh(self):
        """Button: computes the figures from the documents of this moment."""
        self.check_access("read")
        self._refresh()

    def _refresh(self, today=None):
        for record in self.sudo():
            day = today or self.env["crm.customer"]._today(record.company_id)
            record._store_figures(day)

    def _store_figures(self, today):
        """Hook: stores the figures of one record as they stand on `today`."""
        raise NotImplementedError

    def _subject_record(self):
        return self[SUBJECT_FIELDS.get(self.subject, "company_id")]

    def _subject_months(self, moves=(), today=None):
        """Rows (month, number it counts in, turnover) of the subject; see `months`."""
        self.ensure_one()
        accounts = self.env["crm.customer"].sudo().with_context(active_test=False)
        customers = self._subject_customers(accounts)
        scope = accounts._fact_scope(self.company_id.sudo(), customers, today)
        self.env.flush_all()
        query = queries.months(scope, self._subject_rows(scope), moves)
        return self.env.execute_query(query)

    def _subject_customers(self, accounts):
        """Customers of the subject; None for all of the company."""
        if self.subject == "customer":
            return accounts.browse(self.customer_id.id)
        if self.subject == "segment":
            members = [("segment_id", "=", self.segment_id.id), ("date_to", "=", False)]
            found = self.env["crm.segment.membership"].sudo().search(members)
            return accounts.browse(found.customer_id.ids)
        if self.subject == "trade_type":
            return accounts.search(
                [
                    ("trade_type_id", "=", self.trade_type_id.id),
                    ("company_id", "=", self.company_id.id),
                ]
            )
        return None

    def _subject_rows(self, scope):
        """SQL of the rows of a product or product line; None for all turnover."""
        if self.subject not in ("product", "category"):
            return None
        below = [("id", "child_of", self.categ_id.ids)]
        lines = self.env["product.category"].sudo().search(below)
        lines = lines if self.categ_id else lines.browse()
        return queries.product_turnover(scope, self.product_id.ids, lines.ids)
