# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class MailingMailing(models.Model):
    """A mailing to the members of a segment, as they are when it is sent.

    It reaches the customers whom the person who chose the segment may see, also when a
    job sends it.
    """

    _inherit = "mailing.mailing"

    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        ondelete="restrict",
        index="btree_not_null",
        help="Only members of this segment get the mailing, of those whom the person "
        "who chose it may see.",
    )
    segment_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Segment Chosen by",
        compute="_compute_segment_user_id",
        store=True,
        copy=False,
        ondelete="set null",
    )

    @api.depends("segment_id")
    def _compute_segment_user_id(self):
        for mailing in self:
            mailing.segment_user_id = self.env.user if mailing.segment_id else False

    @api.depends("segment_id")
    def _compute_mailing_domain(self):
        return super()._compute_mailing_domain()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_who_chose(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_who_chose(vals)
        return super().write(vals)

    def copy(self, default=None):
        """A job that copies the winner of a test reaches no further than the test."""
        copies = super().copy(default)
        if self.env.uid == SUPERUSER_ID:
            for mailing, copied in zip(self, copies, strict=True):
                copied.segment_user_id = mailing.segment_user_id
        return copies

    @api.model
    def _check_who_chose(self, vals):
        if "segment_user_id" in vals and not self.env.su:
            raise AccessError(
                self.env._(
                    "Who chose the segment of a mailing is noted by itself: choose "
                    "the segment again."
                )
            )

    def _get_default_mailing_domain(self):
        domain = super()._get_default_mailing_domain()
        if self.segment_id and self.mailing_model_name == "res.partner":
            domain &= Domain("segment_current_ids", "in", self.segment_id.ids)
        return domain

    def _get_recipients_domain(self):
        """Members only, whatever the domain was changed to."""
        domain = super()._get_recipients_domain()
        if not self.segment_id or self.mailing_model_real != "res.partner":
            return domain
        return domain & self._segment_recipients_domain()

    def _segment_recipients_domain(self):
        """Contacts of the members whom the person who chose the segment may see."""
        user = self.segment_user_id or self.user_id or self.env.user
        if not user.has_group("crm_lifecycle.crm_lifecycle_group_user"):
            return Domain.FALSE
        customers = (
            self.env["crm.customer"]
            .with_user(user)
            .with_context(allowed_company_ids=user.sudo().company_ids.ids)
        )
        members = customers._search([("segment_ids", "in", self.segment_id.ids)])
        return Domain(
            "commercial_partner_id",
            "in",
            members.subselect("crm_customer.partner_id"),
        )
