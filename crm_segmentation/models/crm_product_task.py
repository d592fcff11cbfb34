# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils

from .crm_product_queries import store_task_progress
from .crm_task_rules import STATES

PROGRESS_FIELDS = frozenset(
    {
        "basis",
        "categ_id",
        "customer_id",
        "date_from",
        "date_to",
        "product_id",
        "target",
    }
)


class CrmProductTask(models.Model):
    """How much of a product a customer should buy in a period, and how much it did.

    Progress comes from orders and credit notes with every refresh of the customer's
    facts (S-469); nobody types it.
    """

    _name = "crm.product.task"
    _description = "Product Task"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        ondelete="cascade",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    product_id = fields.Many2one(
        comodel_name="product.product",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Line",
        compute="_compute_categ_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        help="Without a product, everything of this line and below it counts.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._this_month()[0],
        tracking=True,
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._this_month()[1],
        tracking=True,
    )
    basis = fields.Selection(
        selection=[("amount", "Amount"), ("quantity", "Quantity")],
        string="Measured by",
        required=True,
        default="amount",
        tracking=True,
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    target = fields.Float(
        required=True,
        digits=(16, 2),
        aggregator=None,
        tracking=True,
        help="Untaxed amount in the company's currency, or quantity in the product's "
        "unit.",
    )
    note = fields.Text()

    # progress
    actual = fields.Float(readonly=True, copy=False, digits=(16, 2), aggregator=None)
    completion = fields.Float(readonly=True, copy=False, aggregator="avg")
    expected = fields.Float(
        string="Period Gone By", readonly=True, copy=False, aggregator="avg"
    )
    state = fields.Selection(
        selection=STATES,
        readonly=True,
        copy=False,
        default="upcoming",
        help="Behind: less was bought than the part of the period that has gone by.",
    )

    _target_positive = models.Constraint(
        "CHECK (target > 0)", "A product task needs a target above zero."
    )
    _goods_named = models.Constraint(
        "CHECK (product_id IS NOT NULL OR categ_id IS NOT NULL)",
        "A product task names a product or a product line.",
    )
    _period_forward = models.Constraint(
        "CHECK (date_to >= date_from)", "A product task ends on or after its first day."
    )
    _quantity_of_product = models.Constraint(
        "CHECK (basis = 'amount' OR product_id IS NOT NULL)",
        "A quantity needs a product: units of different products do not add up. "
        "Choose the product, or measure the amount.",
    )

    @api.depends("product_id")
    def _compute_categ_id(self):
        for task in self:
            task.categ_id = task.product_id.categ_id or task.categ_id

    @api.depends("customer_id", "product_id", "categ_id")
    def _compute_display_name(self):
        for task in self:
            goods = task.product_id or task.categ_id
            customer = task.customer_id.display_name or ""
            task.display_name = f"{customer} – {goods.display_name or ''}"

    @api.constrains("customer_id", "product_id", "categ_id", "date_from", "date_to")
    def _check_overlap(self):
        for task in self:
            twin = self.sudo().search(
                [
                    ("id", "!=", task.id),
                    ("customer_id", "=", task.customer_id.id),
                    ("product_id", "=", task.product_id.id),
                    ("categ_id", "=", task.categ_id.id),
                    ("basis", "=", task.basis),
                    ("date_from", "<=", task.date_to),
                    ("date_to", ">=", task.date_from),
                ],
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "%(task)s has a task from %(start)s to %(end)s already. Change "
                        "that one, or choose days beside it.",
                        task=task.display_name,
                        start=twin.date_from,
                        end=twin.date_to,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._refresh_progress()
        return tasks

    def write(self, vals):
        result = super().write(vals)
        if PROGRESS_FIELDS & vals.keys():
            self._refresh_progress()
        return result

    def action_view_orders(self):
        """The order lines that count."""
        self.ensure_one()
        goods = ("product_id", "=", self.product_id.id)
        if not self.product_id:
            goods = ("product_id.categ_id", "child_of", self.categ_id.id)
        return self.customer_id._action_view_sales(
            self.date_from, self.date_to, [goods]
        )

    @api.model
    def _this_month(self):
        return date_utils.get_month(fields.Date.context_today(self))

    def _refresh_progress(self):
        """Counts anew for the customers of these tasks."""
        customers = self.env["crm.customer"].sudo()
        for company, tasks in self.sudo().grouped("company_id").items():
            scope = customers._fact_scope(company, tasks.customer_id)
            self._store_progress(scope)

    @api.model
    def _store_progress(self, scope):
        """Counts anew for the customers of a ``FactScope``; returns the ids changed."""
        company = [("company_id", "=", scope.company_id)]
        if not self.sudo().search_count(company, limit=1):
            return []
        self.env.flush_all()
        rows = self.env.execute_query(store_task_progress(scope))
        changed = self.browse(row[0] for row in rows)
        changed.invalidate_recordset()
        return changed.ids
