# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_requirement_rules import NEEDED, NEEDS, STEPS, following, missing

ANALYSTS = "crm_segmentation.crm_segmentation_group_analyst"
CONTENT = frozenset(
    name for names in NEEDED.values() for group in names for name in group
)


class CrmRequirement(models.Model):
    """A wish of customers on its way to a requirement that can be measured.

    Six steps (S-526): product or service, customers, sources reviewed, statement with
    measurable factors drafted, confirmed by a valid method, fixed.
    """

    _name = "crm.requirement"
    _description = "Customer Requirement"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "priority desc, id desc"
    _check_company_auto = True
    _frozen_fields = frozenset({"company_id"})

    name = fields.Char(string="Wish", required=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        domain="[('share', '=', False)]",
    )
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "Important")], default="0"
    )
    active = fields.Boolean(default=True)
    step = fields.Selection(
        selection=STEPS,
        group_expand=True,
        default="subject",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    need = fields.Selection(
        selection=NEEDS,
        string="Kind of Need",
        required=True,
        default="explicit",
        tracking=True,
        help="Explicit: said. Implied: taken for granted. Unspoken: not said, though "
        "known. Real: what the customer wants to reach. Delighting: would surprise.",
    )

    # 1. product or service
    product_id = fields.Many2one(
        comodel_name="product.product",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    categ_id = fields.Many2one(
        comodel_name="product.category", string="Product Line", ondelete="restrict"
    )
    subject = fields.Char(string="Service", help="Where it is no product.")

    # 2. customers
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    segment_id = fields.Many2one(
        comodel_name="crm.segment", index="btree_not_null", ondelete="restrict"
    )

    # 3. sources
    source = fields.Selection(
        selection=[
            ("complaint", "Complaints"),
            ("survey", "Satisfaction survey"),
            ("interview", "Interview"),
            ("visit", "Visits"),
            ("review", "Reviews by customers and suppliers"),
            ("database", "Orders and other data"),
            ("other", "Other"),
        ],
        string="Source of the Feedback",
    )
    finding = fields.Text(string="What the Data Say")

    # 4. draft
    statement = fields.Text(
        help="What the customer requires, in words that can be checked."
    )
    measure = fields.Char(
        string="Measured by", help="The performance indicator, such as days to deliver."
    )
    target = fields.Char(string="Target Value", help="Such as: 3 days, 98 % of orders.")

    # 5. confirmation
    method = fields.Selection(
        selection=[
            ("interview", "Interview"),
            ("questionnaire", "Questionnaire"),
            ("group", "Group of customers"),
            ("sample", "Sample or trial"),
            ("contract", "Agreed in writing"),
        ],
        string="Confirmed by",
    )
    date_confirmed = fields.Date(string="Confirmed on")

    # 6. the indicator that watches it
    node_id = fields.Many2one(
        comodel_name="crm.voice.node",
        string="Item of the Index",
        index="btree_not_null",
        ondelete="set null",
        help="Whether customers find it fulfilled is asked as this item.",
    )
    date_fixed = fields.Date(string="Fixed on", readonly=True, copy=False)

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_not_fixed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self._check_not_fixed()

    def action_next(self):
        """The next of the six steps, once this one is done."""
        for requirement in self:
            requirement._check_may_move()
            requirement._check_done()
            step = following(requirement.step)
            if not step:
                continue
            values = {"step": step}
            if step == "fixed":
                values["date_fixed"] = fields.Date.context_today(self)
            requirement.sudo().write(values)

    def action_back(self):
        """One step back, to change what was found; a fixed one is opened again."""
        for requirement in self:
            requirement._check_may_move()
            step = following(requirement.step, back=True)
            if step:
                requirement.sudo().write({"step": step, "date_fixed": False})

    def _check_may_move(self):
        """Raises unless the user may work on it; analysts fix it and open it again."""
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self.invalidate_recordset(["step"])
        last = self.step in ("confirm", "fixed")
        if last and not (self.env.su or self.env.user.has_group(ANALYSTS)):
            raise AccessError(
                self.env._(
                    "%s: analysts fix a requirement and open it again; ask one of "
                    "them.",
                    self.name,
                )
            )

    def _check_done(self):
        names = {name for name in CONTENT if self[name]}
        lacking = missing(self.step, dict.fromkeys(names, True))
        if not lacking:
            return
        labels = [
            " / ".join(
                self._fields[name]._description_string(self.env) for name in group
            )
            for group in lacking
        ]
        raise UserError(
            self.env._(
                "%(requirement)s: fill in %(fields)s first; the next step builds on "
                "it.",
                requirement=self.name,
                fields=", ".join(labels),
            )
        )

    def _check_not_fixed(self):
        fixed = self.filtered(lambda requirement: requirement.step == "fixed")
        if fixed and not self.env.su:
            raise UserError(
                self.env._(
                    "%s is fixed. Open it again with Step Back before you change it.",
                    fixed[0].name,
                )
            )
