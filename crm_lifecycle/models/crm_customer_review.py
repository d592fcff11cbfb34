# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .crm_review_queries import periods_without_success


class CrmCustomerReview(models.Model):
    """The time to develop a customer ended without an order: what now?

    Opened by the nightly job. The salesperson states the problems met; a director
    extends, keeps, gives the customer to another, or releases it to the pool.
    """

    _name = "crm.customer.review"
    _description = "Development Review"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, id desc"
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="customer_id.company_id", store=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        index=True,
    )
    registration_id = fields.Many2one(
        comodel_name="crm.customer.registration", readonly=True, ondelete="set null"
    )
    date_start = fields.Date(string="Developed since", readonly=True)
    date_end = fields.Date(string="Time Ended on", required=True, readonly=True)
    statement = fields.Text(
        string="Salesperson's Statement",
        help="Which problems were met, and what would help.",
    )
    decision = fields.Selection(
        selection=[
            ("extend", "Extend the time"),
            ("keep", "Keep the owner, without protection"),
            ("reallocate", "Give to another salesperson"),
            ("release", "Release to the pool"),
        ],
        readonly=True,
        tracking=True,
    )
    decision_reason = fields.Char(readonly=True)
    extension_days = fields.Integer(readonly=True)
    new_user_id = fields.Many2one("res.users", string="New Owner", readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    date_decided = fields.Datetime(readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "Waiting for the Statement"),
            ("stated", "Waiting for the Decision"),
            ("decided", "Decided"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    # the nightly job may be killed and run again
    _period_unique = models.UniqueIndex(
        "(customer_id, date_end)", "This period is reviewed already."
    )

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_mine(self):
        for review in self:
            review.is_mine = review.user_id == self.env.user

    def write(self, vals):
        if "statement" in vals and not self.env.su:
            for review in self:
                review._check_may_state()
        return super().write(vals)

    def action_state(self):
        """The salesperson hands in the statement."""
        for review in self:
            review._check_may_state()
            if not (review.statement or "").strip():
                raise UserError(
                    self.env._("Write first what stood in the way; then hand it in.")
                )
            review.sudo().state = "stated"
            review.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def action_open_decision(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_customer_review_decide_action"
        )
        action["context"] = {"default_review_id": self.id}
        return action

    def _check_may_state(self):
        self.ensure_one()
        if self.state == "decided":
            raise UserError(self.env._("The review is decided already."))
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._("The statement is written by %s.", self.user_id.name)
            )

    def _decide(self, decision, reason, days=0, user=None):
        """Decides as the acting director and does what the decision says."""
        self.ensure_one()
        self._check_may_decide(reason)
        if decision == "extend" and days <= 0:
            raise UserError(self.env._("Say by how many days the time is extended."))
        if decision == "reallocate" and not user:
            raise UserError(self.env._("Say who shall develop the customer now."))
        self.sudo().write(
            {
                "decision": decision,
                "decision_reason": reason,
                "extension_days": days if decision == "extend" else 0,
                "new_user_id": user.id if decision == "reallocate" else False,
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
                "state": "decided",
            }
        )
        getattr(self, f"_do_{decision}")(reason)

    def _check_may_decide(self, reason):
        self.lock_for_update()
        if self.state == "decided":
            raise UserError(
                self.env._("%s decided already.", self.decided_by_id.name or "")
            )
        director = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_director")
        if not director or self.user_id == self.env.user:
            raise AccessError(
                self.env._(
                    "A director other than %s decides on this review.",
                    self.user_id.name,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why; the salesperson reads it."))

    def _do_extend(self, reason):
        customer = self.customer_id
        today = self.env["crm.customer"]._today(customer.company_id)
        start = max(today, customer.date_protected_until or today)
        customer.sudo().date_protected_until = start + timedelta(
            days=self.extension_days
        )

    def _do_keep(self, reason):
        self.customer_id.sudo().date_protected_until = False

    def _do_reallocate(self, reason):
        customer, old = self.customer_id, self.user_id
        customer._assign_owner(self.new_user_id, reason, protected_until=False)
        customer._move_belongings(old, self.new_user_id)

    def _do_release(self, reason):
        self.customer_id._release(reason)

    @api.model
    def _open_reviews(self, company, today=None):
        """Opens the cases of one company; a second run opens none."""
        scope = self.env["crm.customer"]._fact_scope(company, today=today)
        self.env.flush_all()
        rows = self.env.execute_query(
            periods_without_success(scope, company.lifecycle_protection_months)
        )
        reviews = self.sudo().create(
            [
                {
                    "customer_id": customer_id,
                    "user_id": user_id,
                    "registration_id": registration_id,
                    "date_start": start,
                    "date_end": end,
                }
                for customer_id, user_id, registration_id, start, end in rows
            ]
        )
        for review in reviews:
            review.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("State what stood in the way"),
                user_id=review.user_id.id,
            )
        return reviews

    @api.model
    def _cron_open_reviews(self):
        """Nightly, for companies that review; each company is committed by itself."""
        cron = self.env["ir.cron"]
        companies = (
            self.env["res.company"]
            .sudo()
            .search(Domain("lifecycle_review_on", "=", True))
        )
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            with company._on_its_own("Reviews after the protection period"):
                self._open_reviews(company)
            if not cron._commit_progress(1):
                break
