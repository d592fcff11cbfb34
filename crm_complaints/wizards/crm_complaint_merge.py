# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmComplaintMerge(models.TransientModel):
    """Asks which complaints are one; merging itself checks what may be merged."""

    _name = "crm.complaint.merge"
    _description = "Merge Complaints"

    complaint_ids = fields.Many2many(
        comodel_name="crm.complaint",
        relation="crm_complaint_merge_rel",
        string="Complaints",
        required=True,
    )
    target_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="Stays",
        compute="_compute_target_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        required=True,
        domain="[('id', 'in', complaint_ids)]",
        help="The oldest one, so that the promised time does not change.",
    )
    customer_ids = fields.Many2many(
        comodel_name="crm.customer",
        compute="_compute_customer_ids",
        help="Whose complaints are offered; those of others are chosen in the list.",
    )
    is_foreign = fields.Boolean(compute="_compute_customer_ids")
    is_confirmed = fields.Boolean(
        string="Different Customers, Merge all the Same",
        help="Lines and messages of the other customer stay where they are; only "
        "notes and colleagues go along.",
    )
    is_customer_told = fields.Boolean(string="Tell the Customer", default=True)
    reason = fields.Char(required=True)

    @api.depends("complaint_ids")
    def _compute_target_id(self):
        for dialog in self:
            complaints = dialog.complaint_ids
            if dialog.target_id not in complaints:
                oldest = complaints.sorted(lambda c: (c.date_opened, c.id))
                dialog.target_id = oldest[:1]._origin

    @api.depends("complaint_ids")
    def _compute_customer_ids(self):
        for dialog in self:
            dialog.customer_ids = dialog.complaint_ids.customer_id
            dialog.is_foreign = len(dialog.customer_ids) > 1

    def action_confirm(self):
        self.ensure_one()
        self.complaint_ids._merge_into(
            self.target_id, self.reason, self.is_customer_told, self.is_confirmed
        )
        return {**self.target_id.get_formview_action(), "target": "main"}
