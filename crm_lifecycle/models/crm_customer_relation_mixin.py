# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmCustomerRelationMixin(models.AbstractModel):
    """What kind of relation it is; judged by people, no rule writes it."""

    _name = "crm.customer.relation.mixin"
    _description = "Kind of Relation"

    relation_kind = fields.Selection(
        selection=[
            ("trade", "Buying and Selling"),
            ("preferred", "Preferred Supplier"),
            ("partner", "Co-operation Partner"),
            ("alliance", "Strategic Alliance"),
        ],
        tracking=True,
        help="What binds the two companies to each other.",
    )
    relation_type = fields.Selection(
        selection=[
            ("basic", "Basic"),
            ("responsible", "Responsible"),
            ("proactive", "Proactive"),
            ("partner", "Partner"),
        ],
        tracking=True,
        help="How much care the customer gets: sell only; ask after the sale; call "
        "regularly with ideas; work together all the time. Few customers with a high "
        "margin deserve the partner type.",
    )
    loyalty_rung = fields.Selection(
        selection=[
            ("tester", "Tester"),
            ("customer", "Customer"),
            ("client", "Client"),
            ("supporter", "Supporter"),
            ("advocate", "Advocate"),
        ],
        tracking=True,
        help="Rung of the loyalty ladder: the lower ones are won, the upper ones kept "
        "and developed.",
    )
    cooperation_state = fields.Selection(
        selection=[
            ("develop", "To Be Developed"),
            ("normal", "Normal"),
            ("suspended", "Suspended"),
            ("terminated", "Terminated"),
        ],
        string="Co-operation",
        default="normal",
        tracking=True,
    )
