# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .crm_complaint_confirmation_mixin import SOLVED_KINDS

MEASURE_RULES = ("none", "done", "verified")


class CrmComplaintClosingMixin(models.AbstractModel):
    """What a complaint must have before it is closed: the strictest it ever was.

    Another category or kind is a correction, not a way around measures, cause, 8D or
    confirmation. Who leads may say, with a reason, that the present one counts alone.
    """

    _name = "crm.complaint.closing.mixin"
    _description = "Closing Rules of a Complaint"

    category_id = fields.Many2one("crm.complaint.category")
    past_category_ids = fields.Many2many(
        comodel_name="crm.complaint.category",
        relation="crm_complaint_past_category_rel",
        column1="complaint_id",
        column2="category_id",
        string="Earlier Categories",
        readonly=True,
        copy=False,
        help="What they ask for before closing still counts, until the team leader or "
        "a complaint manager says otherwise.",
    )
    is_kind_lowered = fields.Boolean(
        string="Was a Complaint, Dispute or Service Request",
        readonly=True,
        copy=False,
    )
    is_8d_required = fields.Boolean(compute="_compute_is_8d_required")

    @api.depends("category_id.is_8d_required", "past_category_ids.is_8d_required")
    def _compute_is_8d_required(self):
        for complaint in self:
            categories = complaint._closing_categories()
            complaint.is_8d_required = any(categories.mapped("is_8d_required"))

    def write(self, vals):
        before = (
            [(c, c.category_id, c.kind) for c in self.sudo()]
            if ({"category_id", "kind"} & vals.keys())
            else []
        )
        result = super().write(vals)
        for complaint, category, kind in before:
            complaint._remember_class(category, kind)
        return result

    def action_reclassify(self):
        return self._ask_reason("reclassify")

    def _remember_class(self, category, kind):
        """Keeps what the class that a complaint had asks for; called as superuser."""
        values = {}
        if category != self.category_id and category._has_closing_rule():
            values["past_category_ids"] = [fields.Command.link(category.id)]
        if kind in SOLVED_KINDS and self.kind not in SOLVED_KINDS:
            values["is_kind_lowered"] = True
        if values:
            self.write(values)

    def _reclassify(self, reason):
        """From now on the present category and kind alone say what closing needs."""
        self.ensure_one()
        self._check_leads(
            self.env._(
                "%s: only the team leader or a complaint manager says that earlier "
                "categories count no more.",
                self.name,
            )
        )
        if not self.past_category_ids and not self.is_kind_lowered:
            raise UserError(
                self.env._("%s never had stricter rules for closing.", self.name)
            )
        names = ", ".join(self.past_category_ids.mapped("name"))
        self.sudo().write(
            {"past_category_ids": [fields.Command.clear()], "is_kind_lowered": False}
        )
        self.sudo()._message_log(
            body=self.env._(
                "The rules for closing are those of the present category and kind, "
                "no longer of %(names)s. %(reason)s",
                names=names or self.env._("the earlier kind"),
                reason=reason,
            ),
            author_id=self.env.user.partner_id.id,
        )

    def _check_leads(self, words):
        """Raises AccessError(words) unless the user leads the team or all of it."""
        self.check_access("read")
        user = self.env.user
        leaders = self.sudo().team_id.user_id | self._company_leader()
        is_manager = user.has_group("crm_complaints.crm_complaints_group_manager")
        if not (self.env.su or is_manager or user in leaders):
            raise AccessError(words)

    def _closing_categories(self):
        return self.category_id | self.past_category_ids

    def _category_asking(self, name):
        """The first category, the present one before, that asks for something."""
        return self._closing_categories().filtered(name)[:1]

    def _measure_category(self):
        """The category with the strictest rule for measures."""
        return self._closing_categories().sorted(
            lambda category: -MEASURE_RULES.index(category.measure_rule or "none")
        )[:1]
