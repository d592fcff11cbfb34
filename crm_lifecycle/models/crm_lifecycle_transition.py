# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLifecycleTransition(models.Model):
    """One cell of the matrix: who may move a customer by hand from where to where.

    A stage without any line may be entered from everywhere; with lines only as they
    say. Rules that stand on documents are not bound by the matrix.
    """

    _name = "crm.lifecycle.transition"
    _description = "Allowed Move by Hand"
    _order = "stage_id, from_stage_id"

    stage_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage",
        string="To Stage",
        required=True,
        index=True,
        ondelete="cascade",
    )
    from_stage_id = fields.Many2one(
        comodel_name="crm.lifecycle.stage",
        ondelete="cascade",
        help="Empty: from every stage.",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Who",
        ondelete="cascade",
        help="Empty: whoever may edit the customer.",
    )
    field_ids = fields.Many2many(
        comodel_name="ir.model.fields",
        string="Fields That Must Be Filled",
        domain="[('model', '=', 'crm.customer'), ('store', '=', True)]",
        help="A customer cannot be moved this way before these are filled.",
    )

    _pair_unique = models.UniqueIndex(
        "(stage_id, COALESCE(from_stage_id, 0), COALESCE(group_id, 0))",
        "This move is already in the list.",
    )

    @api.depends("from_stage_id.name", "stage_id.name")
    def _compute_display_name(self):
        for move in self:
            origin = move.from_stage_id.name or self.env._("any stage")
            move.display_name = f"{origin} → {move.stage_id.name}"

    def _missing_fields(self, customer):
        """Labels of the fields this move asks for and `customer` lacks."""
        self.ensure_one()
        return [
            field.field_description
            for field in self.sudo().field_ids
            if not customer[field.name]
        ]
