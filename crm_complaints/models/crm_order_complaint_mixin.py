# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RELEASERS = "crm_complaints.crm_complaints_group_manager"


class CrmOrderComplaintMixin(models.AbstractModel):
    """Nobody sells again while an earlier purchase is unsolved, unless it is decided.

    Off, a warning, or a refusal to send and confirm: a setting of the company. A
    complaint manager releases a single quotation with a reason.
    """

    _name = "crm.order.complaint.mixin"
    _description = "Quotation while a Complaint is Open"
    _inherit = ["crm.complaint.warning.mixin"]

    complaint_release_reason = fields.Char(
        string="Released because", copy=False, readonly=True, prefetch="crm_release"
    )
    complaint_release_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Released by",
        copy=False,
        readonly=True,
        prefetch="crm_release",
    )
    is_complaint_blocked = fields.Boolean(compute="_compute_complaint_warning")

    @api.depends("state", "complaint_release_reason", "is_gratis")
    def _compute_complaint_warning(self):
        result = super()._compute_complaint_warning()
        for order in self:
            if order.state not in ("draft", "sent"):
                order.complaint_warning = False
            order.is_complaint_blocked = bool(
                order.complaint_warning
                and not order.complaint_release_reason
                and not order.is_gratis
                and order.company_id.sudo().complaint_sale_warning == "block"
            )
        return result

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_release_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_release_fields(vals)
        return super().write(vals)

    def action_release_complaint(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_release_action"
        )
        action["context"] = {"default_order_id": self.id}
        return action

    def _check_complaints(self):
        if self.env.user.share:
            return
        for order in self:
            if order.is_complaint_blocked:
                raise UserError(order._complaint_refusal())

    def _complaint_refusal(self):
        return self.env._(
            "%(order)s: %(warning)s A complaint manager may release the quotation with "
            "a reason.",
            order=self.name,
            warning=self.complaint_warning,
        )

    def _release_complaint(self, reason):
        """A manager lets this quotation go out all the same; it is kept why."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(RELEASERS)):
            raise AccessError(
                self.env._("%s is released by a complaint manager.", self.name)
            )
        if not reason.strip():
            raise UserError(self.env._("%s: say why it is released.", self.name))
        self.sudo().write(
            {
                "complaint_release_reason": reason.strip(),
                "complaint_release_user_id": self.env.uid,
            }
        )
        self.sudo().message_post(
            body=self.env._("Released despite the open complaint: %s", reason),
            author_id=self.env.user.partner_id.id,
        )

    @api.model
    def _check_release_fields(self, vals):
        named = {"complaint_release_reason", "complaint_release_user_id"} & vals.keys()
        if named and not self.env.su:
            raise AccessError(
                self.env._(
                    "A quotation is released with its button, by a complaint manager."
                )
            )
