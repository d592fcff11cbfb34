# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmCustomerImportanceMixin(models.AbstractModel):
    """Why a customer is important, and how far the relation is developed."""

    _name = "crm.customer.importance.mixin"
    _description = "Importance of the Customer"

    chain_position = fields.Selection(
        selection=[
            ("upstream", "Upstream"),
            ("downstream", "Downstream"),
            ("service", "Services and projects"),
        ],
        string="Position in the Chain",
        tracking=True,
        help="Where the customer stands in the industry chain, seen from us; services "
        "and projects stand outside it.",
    )
    industry_rank = fields.Integer(
        string="Rank in the Industry", aggregator=None, help="1 is the largest."
    )
    key_basis = fields.Selection(
        selection=[
            ("revenue", "Revenue"),
            ("influence", "Influence"),
            ("both", "Revenue and influence"),
        ],
        string="Key by",
        tracking=True,
        help="What makes it a key customer.",
    )
    key_party = fields.Selection(
        selection=[("group", "Group"), ("individual", "Individual")],
        string="Group or Individual",
        tracking=True,
    )
    relation_way_id = fields.Many2one(
        comodel_name="crm.relation.concept",
        string="Way of Development",
        domain="[('kind', '=', 'way'), ('company_id', 'in', [company_id, False])]",
        check_company=True,
        ondelete="set null",
    )
    relation_step_id = fields.Many2one(
        comodel_name="crm.relation.concept",
        string="Step of Development",
        domain="[('kind', '=', 'step'), ('company_id', 'in', [company_id, False])]",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
    )
    key_type_id = fields.Many2one(
        comodel_name="crm.relation.concept",
        string="Type of Key Customer",
        domain="[('kind', '=', 'type'), ('company_id', 'in', [company_id, False])]",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
    )
    key_strategy = fields.Text(string="What to Do", compute="_compute_key_strategy")

    @api.depends("key_type_id", "relation_step_id", "relation_way_id")
    def _compute_key_strategy(self):
        for customer in self:
            concepts = (
                customer.key_type_id
                | customer.relation_way_id
                | customer.relation_step_id
            )
            words = concepts.filtered("strategy").mapped("strategy")
            customer.key_strategy = "\n".join(words)
