# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import crm_file_queries as queries


class CrmCustomerFileMixin(models.AbstractModel):
    """The customer file: kind with own fields, completeness, review, certificates."""

    _name = "crm.customer.file.mixin"
    _description = "Customer File"
    _inherit = ["crm.customer.facts.mixin"]

    kind_id = fields.Many2one(
        comodel_name="crm.customer.kind",
        string="Kind of Customer",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
        tracking=True,
    )
    kind_properties = fields.Properties(
        string="Own Fields of the Kind",
        definition="kind_id.properties_definition",
        copy=True,
    )
    completeness = fields.Integer(
        string="File Complete",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Weight of what the file holds in percent of what it should hold.",
    )
    file_missing = fields.Text(string="Missing", compute="_compute_file_missing")
    date_file_reviewed = fields.Date(
        string="File Reviewed on", readonly=True, copy=False
    )
    file_reviewer_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, ondelete="set null"
    )
    date_file_review = fields.Date(string="Next Review of the File", copy=False)
    is_file_review_asked = fields.Boolean(readonly=True, copy=False)
    certificate_ids = fields.One2many("crm.customer.certificate", "customer_id")
    material_ids = fields.One2many("crm.material.request", "customer_id")
    certificate_missing = fields.Char(
        string="Certificates to Ask For", compute="_compute_certificate_missing"
    )

    @api.depends("completeness", "kind_id", "write_date")
    def _compute_file_missing(self):
        items = self.env["crm.file.item"]._items()
        missing = {}
        ids = self._origin.ids
        if items and ids:
            self.env["crm.customer"].flush_model()
            rows = self.env.execute_query(
                queries.missing_items(
                    ids, [(i.id, i.kind_id.id, i._filled_subselect(ids)) for i in items]
                )
            )
            for customer_id, item_id in rows:
                missing.setdefault(customer_id, set()).add(item_id)
        for customer in self:
            lacking = items.browse(missing.get(customer._origin.id, ()))
            labels = lacking.sorted("sequence").field_id.mapped("field_description")
            customer.file_missing = "\n".join(f"• {label}" for label in labels)

    @api.depends("kind_id", "certificate_ids.type_id", "certificate_ids.date_to")
    def _compute_certificate_missing(self):
        today = fields.Date.context_today(self)
        for customer in self:
            valid = customer.certificate_ids.filtered(
                lambda c: not c.date_to or c.date_to >= today
            ).type_id
            missing = customer.kind_id.certificate_type_ids - valid
            customer.certificate_missing = ", ".join(missing.mapped("name"))

    @api.model_create_multi
    def create(self, vals_list):
        customers = super().create(vals_list)
        customers.sudo()._judge_file()
        return customers

    def write(self, vals):
        result = super().write(vals)
        if "date_file_review" in vals:
            self.sudo().filtered("is_file_review_asked").is_file_review_asked = False
        if not self.env.su:
            self.sudo()._judge_file()
        return result

    def action_file_reviewed(self):
        """Says that the file is true and complete as it stands; asks again later."""
        self.check_access("write")
        for customer in self:
            today = self._today(customer.company_id)
            months = (
                customer.kind_id.review_months
                or customer.company_id.lifecycle_file_review_months
            )
            customer.sudo().write(
                {
                    "date_file_reviewed": today,
                    "file_reviewer_id": self.env.uid,
                    "date_file_review": today + relativedelta(months=months),
                }
            )

    def _judge_file(self):
        """Recomputes the completeness of these files; nightly it is done for all."""
        for company, customers in self.grouped("company_id").items():
            self._judge_files(self._fact_scope(company, customers))
        self.invalidate_recordset(["completeness", "file_missing"])

    @api.model
    def _judge_files(self, scope):
        self.env.flush_all()
        items = [
            (
                item.kind_id.id,
                item.weight,
                item._filled_subselect(scope.customer_ids),
            )
            for item in self.env["crm.file.item"]._items()
        ]
        rows = self.env.execute_query(queries.judge_files(scope, items))
        return {row[0] for row in rows}

    @api.model
    def _apply_rules(self, scope):
        judged = self._judge_files(scope)
        return super()._apply_rules(scope) | judged

    @api.model
    def _ask_for_reviews(self, company, today, limit):
        """Gives the owners of up to `limit` files that are due a task."""
        due = (
            self.sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("date_file_review", "<=", today)
                & Domain("is_file_review_asked", "=", False)
                & Domain("user_id", "!=", False),
                order="id",
                limit=limit,
            )
            .try_lock_for_update()
        )
        for customer in due:
            customer.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=today,
                summary=self.env._("Review the customer file"),
                user_id=customer.user_id.id,
            )
        due.is_file_review_asked = True
        return len(due)

    @api.model
    def _cron_ask_for_reviews(self, batch=200):
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            today = self._today(company)
            while asked := self._ask_for_reviews(company, today, batch):
                if not cron._commit_progress(asked, remaining=1):
                    return
        cron._commit_progress(remaining=0)
