# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CrmComplaintEntryMixin(models.AbstractModel):
    """How a complaint arrives: number, customer, team, agent, acknowledgement; and
    the customer's facts that the agent sees beside it."""

    _name = "crm.complaint.entry.mixin"
    _description = "Arrival of a Complaint"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    customer_id = fields.Many2one("crm.customer")
    visit_id = fields.Many2one(
        comodel_name="crm.customer.visit",
        string="Told at the Visit",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    customer_user_id = fields.Many2one(
        related="customer_id.user_id", string="Customer's Owner"
    )
    customer_stage_id = fields.Many2one(
        related="customer_id.stage_id", string="Customer's Stage"
    )
    customer_vip_tier_id = fields.Many2one(
        related="customer_id.vip_tier_id", string="Customer's VIP Tier"
    )
    customer_amount_12m = fields.Monetary(
        related="customer_id.amount_12m", string="Customer's Turnover in 12 Months"
    )
    customer_date_last_order = fields.Date(
        related="customer_id.date_last_order", string="Customer's Last Order"
    )
    customer_complaint_count_12m = fields.Integer(
        related="customer_id.complaint_count_12m", string="Complaints in 12 Months"
    )

    @api.constrains("visit_id", "customer_id")
    def _check_visit_id(self):
        for complaint in self.sudo().filtered("visit_id"):
            if complaint.visit_id.customer_id != complaint.customer_id:
                raise ValidationError(
                    self.env._(
                        "“%(visit)s” was no visit to %(customer)s; choose one of this "
                        "customer, or none.",
                        visit=complaint.visit_id.display_name,
                        customer=complaint.customer_id.display_name,
                    )
                )

    @api.onchange("partner_id", "company_id")
    def _onchange_partner_id(self):
        """Shows the customer's facts at once; the account is linked when saved."""
        partner = self.partner_id.commercial_partner_id.with_company(self.company_id)
        self.customer_id = partner.sudo().customer_account_id

    @api.model
    def _prepare_new_values(self, vals):
        """Values of a new complaint: number, customer account, team and agent."""
        vals = dict(vals)
        company = self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        if not self.env.su or vals.get("name", "/") == "/":
            vals["name"] = self._next_number(company)
        if not self.env.su:
            vals.pop("stage_id", None)
            vals["date_opened"] = fields.Datetime.now()
        if partner:
            customers = self.env["crm.customer"]._ensure_accounts(partner, company)
            vals["customer_id"] = customers.id
        category = self.env["crm.complaint.category"].browse(vals.get("category_id"))
        team = self.env["crm.complaint.team"].browse(vals.get("team_id"))
        if not team:
            kind = vals.get("kind") or "complaint"
            team = self.env["crm.complaint.team"]._team_for(company, kind, category)
        vals["assignment_reason"] = False
        if not vals.get("user_id"):
            agent, reason = self._choose_agent(team, vals)
            vals.update(user_id=agent.id, assignment_reason=reason)
        return {**vals, "company_id": company.id, "team_id": team.id}

    @api.model
    def _next_number(self, company):
        sequence = self.env["ir.sequence"].sudo().with_company(company)
        number = sequence.next_by_code("crm.complaint")
        if not number:
            raise UserError(
                self.env._("The number sequence of complaints (crm.complaint) is gone.")
            )
        return number

    def _check_customer_stays(self, partner_id):
        """A complaint may pass to another contact, not to another customer."""
        partner = self.env["res.partner"].browse(partner_id)
        for complaint in self:
            if partner.commercial_partner_id != complaint.customer_id.sudo().partner_id:
                raise UserError(
                    self.env._(
                        "%(complaint)s belongs to %(customer)s; choose one of its "
                        "contacts, or cancel it and file a new one.",
                        complaint=complaint.name,
                        customer=complaint.customer_id.sudo().display_name,
                    )
                )

    def _welcome(self):
        """What happens once when a complaint arrives, whoever filed it."""
        now = fields.Datetime.now()
        is_later = self.env.context.get("crm_acknowledge_later")
        if self.env.context.get("tracking_disable"):  # then nobody follows by himself
            for complaint in self.sudo():
                complaint.message_subscribe(partner_ids=complaint.partner_id.ids)
        for complaint in self.sudo():
            is_left = is_later and complaint._acknowledge_later(now)
            way = None if is_left else complaint._way_to_acknowledge(now)
            is_told = way in ("mail", "mouth")
            complaint._open_clocks(complaint.date_opened or now, is_told and now)
            complaint._acknowledge(way)
        self._touch_customers()

    def _touch_customers(self):
        for company, complaints in self.sudo().grouped("company_id").items():
            self.env["crm.customer"]._touch(complaints.partner_id, company)

    def _message_auto_subscribe_followers(self, updated_values, default_subtype_ids):
        """The customer follows his case from the start, in one step with the agent."""
        followers = super()._message_auto_subscribe_followers(
            updated_values, default_subtype_ids
        )
        partner_id = "name" in updated_values and updated_values.get("partner_id")
        partner = self.env["res.partner"].sudo().browse(partner_id or [])
        if partner.active:
            subtypes = self.env["mail.message.subtype"]
            everything, _internal, external = subtypes._default_subtypes(self._name)
            chosen = external if partner.partner_share else everything
            followers.append((partner.id, chosen, False))
        return followers

    def _vip_tier(self):
        customer = self.sudo().customer_id
        customer.fetch(["vip_tier_id"])
        return customer.vip_tier_id
