# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmQualificationTemplate(models.Model):
    """A checklist by which a customer is judged: areas, criteria, papers, pass mark."""

    _name = "crm.qualification.template"
    _description = "Qualification Checklist"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: the checklist serves every company."
    )
    description = fields.Text(
        translate=True, help="What the checklist is for, as those who fill it read it."
    )
    pass_rule = fields.Selection(
        selection=[
            ("points", "Points in percent"),
            ("any", "At least one criterion"),
        ],
        default="points",
        required=True,
        help="Enough points over all sections, or one criterion that holds.",
    )
    pass_mark = fields.Float(
        string="Pass Mark (%)",
        default=60.0,
        help="Below it the customer can be accepted with conditions only.",
    )
    effect = fields.Selection(
        selection=[
            ("sale", "The customer may be sold to"),
            ("partner", "The relation becomes partner"),
            ("key", "The customer becomes a key customer"),
            ("none", "None, it is for information"),
        ],
        string="When Accepted",
        default="sale",
        required=True,
    )
    validity_months = fields.Integer(
        string="Valid for (Months)",
        default=12,
        help="After these months it must be repeated; 0: it holds without end.",
    )
    remind_days = fields.Integer(
        string="Remind before (Days)",
        default=30,
        help="Days before the end from which the owner is asked to repeat it.",
    )
    needs_visit = fields.Boolean(
        string="Field Survey Needed",
        help="A visit to the customer that was done must be linked.",
    )
    next_step = fields.Char(
        translate=True,
        help="Task of the owner once the customer is accepted; empty: none.",
    )
    section_ids = fields.One2many("crm.qualification.section", "template_id", copy=True)
    document_ids = fields.One2many(
        "crm.qualification.document",
        "template_id",
        string="Survey Documents",
        copy=True,
    )
    qualification_ids = fields.One2many("crm.qualification", "template_id")
    qualification_count = fields.Integer(compute="_compute_qualification_count")

    _numbers = models.Constraint(
        "CHECK (pass_mark BETWEEN 0 AND 100 AND validity_months >= 0"
        " AND remind_days >= 0)",
        "The pass mark is between 0 and 100 %, months and days are not negative.",
    )

    def _compute_qualification_count(self):
        counts = dict(
            self.env["crm.qualification"]._read_group(
                [("template_id", "in", self.ids)], ["template_id"], ["__count"]
            )
        )
        for template in self:
            template.qualification_count = counts.get(template, 0)

    @api.constrains("section_ids", "active")
    def _check_section_ids(self):
        for template in self.filtered("active"):
            if not template.section_ids.criterion_ids:
                raise ValidationError(
                    self.env._(
                        "“%s” asks nothing yet. Add a section with a criterion.",
                        template.name,
                    )
                )

    def action_view_qualifications(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_qualification_action"
        )
        action["domain"] = [("template_id", "=", self.id)]
        action["context"] = {"default_template_id": self.id}
        return action
