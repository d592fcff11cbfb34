# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError

# The section that leaders and archive keepers fill where the company says so
DYNAMIC = (
    "strategy",
    "organisation_note",
    "demand_plan",
    "competitor_note",
    "file_analysis",
)


class CrmCustomerProfileMixin(models.AbstractModel):
    """How the customer buys and where it goes: the words in the customer file."""

    _name = "crm.customer.profile.mixin"
    _description = "Profile of the Customer"

    # basic section: the owner
    buys_what = fields.Text(string="What", help="Object: which goods they buy.")
    buys_why = fields.Text(string="Why", help="Objective: what they need them for.")
    buys_who = fields.Text(
        string="Who Takes Part", help="Organisation: who is heard in the purchase."
    )
    buys_how = fields.Text(
        string="How", help="Operation: tender or order, quantity, terms of payment."
    )
    buys_when = fields.Text(
        string="When", help="Occasion: season, projects, dates of tenders."
    )
    buys_where = fields.Text(
        string="Where", help="Outlet: place of the purchase and of the use."
    )
    need_explicit = fields.Text(string="Needs They Name")
    need_implicit = fields.Text(string="Needs They Imply")
    need_latent = fields.Text(string="Needs They Do Not Know Yet")
    information_source = fields.Selection(
        selection=[
            ("commercial", "Advertising and Sales"),
            ("media", "Mass Media"),
            ("experience", "Own Experience"),
            ("reference", "People They Trust"),
        ],
        help="What moved them most to buy from us.",
    )
    file_source_id = fields.Many2one(
        comodel_name="utm.source",
        string="Source of the Data",
        ondelete="set null",
        help="Where what the file says comes from.",
    )
    collector_id = fields.Many2one(
        comodel_name="res.users",
        string="Collected by",
        default=lambda self: self.env.user,
        copy=False,
        ondelete="set null",
        domain="[('share', '=', False)]",
    )
    referrer_id = fields.Many2one(
        comodel_name="res.partner",
        string="Introduced by",
        ondelete="set null",
        index="btree_not_null",
        help="The customer or friend who sent them to us.",
    )
    # dynamic section: leaders and archive keepers, where the company says so
    strategy = fields.Text(string="Strategic Direction")
    organisation_note = fields.Text(string="Organisation and Management")
    demand_plan = fields.Text(string="Demand and Investment Plan")
    competitor_note = fields.Text(string="Market and Competitors")
    file_analysis = fields.Text(string="Our Analysis")
    can_edit_dynamic = fields.Boolean(compute="_compute_can_edit_dynamic")

    def _compute_can_edit_dynamic(self):
        for customer in self:
            customer.can_edit_dynamic = customer._may_edit_dynamic()

    def write(self, vals):
        if not self.env.su and any(name in vals for name in DYNAMIC):
            self._check_dynamic_right()
        return super().write(vals)

    def _may_edit_dynamic(self):
        self.ensure_one()
        user = self.env.user
        return not self.sudo().company_id.lifecycle_dynamic_by_leader or any(
            user.has_group(f"crm_lifecycle.crm_lifecycle_group_{role}")
            for role in ("team", "archive")
        )

    def _check_dynamic_right(self):
        for customer in self:
            if not customer._may_edit_dynamic():
                raise AccessError(
                    self.env._(
                        "%s: the outlook of a customer is written by leaders and "
                        "archive keepers. Tell your leader what you learned, in a "
                        "visit or a message on the customer.",
                        customer.display_name,
                    )
                )
