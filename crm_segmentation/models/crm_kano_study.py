# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmKanoStudy(models.Model):
    """Customers are asked twice about each feature: how with it, how without it."""

    _name = "crm.kano.study"
    _description = "Kano Study"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        string="Started on", required=True, default=fields.Date.context_today
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Researcher",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    segment_id = fields.Many2one(
        comodel_name="crm.segment",
        string="Whom to Ask",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Customers of one kind, so that their answers can be compared.",
    )
    member_count = fields.Integer(related="segment_id.member_count", string="To Ask")
    feature_ids = fields.One2many(
        "crm.kano.feature", "study_id", string="Features", copy=True
    )
    answer_ids = fields.One2many("crm.kano.answer", "study_id", string="Answers")
    customer_count = fields.Integer(
        string="Customers Asked", compute="_compute_customer_count"
    )
    note = fields.Html(string="Conclusions", copy=False)

    @api.depends("answer_ids.customer_id")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_customer_count(self):
        groups = self.env["crm.kano.answer"]._read_group(
            [("study_id", "in", self.ids)],
            ["study_id"],
            ["customer_id:count_distinct"],
        )
        counts = {study.id: count for study, count in groups}
        for study in self:
            study.customer_count = counts.get(study._origin.id, 0)

    def action_view_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_kano_answer_action"
        )
        action["domain"] = [("study_id", "=", self.id)]
        first = self.feature_ids[:1].id
        action["context"] = {"default_feature_id": first}
        return action

    def action_view_features(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_segmentation.crm_kano_feature_action"
        )
        action["domain"] = [("study_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_view_map(self):
        """The features between satisfying and dissatisfying."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "crm_segmentation.crm_segmentation_action_kano_map"
        )
        action["context"] = {"voice_map_choice": self.id}
        return action

    def _record_interview(self, customer, day, rows):
        """Keeps the answers of one customer: {feature: values}, changed or new."""
        self.ensure_one()
        rows = {
            feature: row for feature, row in rows.items() if feature.study_id == self
        }
        half = [
            feature.name
            for feature, values in rows.items()
            if not (values["present"] and values["absent"])
        ]
        if half or not rows:
            raise UserError(
                self.env._(
                    "%(study)s: a feature has two answers, to its presence and to its "
                    "absence. Fill in or leave out: %(features)s",
                    study=self.name,
                    features=", ".join(half) or self.env._("everything is empty"),
                )
            )
        self._store_interview(customer, day, rows)

    def _store_interview(self, customer, day, rows):
        answers = self.env["crm.kano.answer"]
        given = answers.search(
            [("study_id", "=", self.id), ("customer_id", "=", customer.id)]
        ).grouped("feature_id")
        fresh = []
        for feature, row in rows.items():
            values = {**row, "date": day}
            if feature in given:
                given[feature].write(values)
            else:
                values.update(feature_id=feature.id, customer_id=customer.id)
                fresh.append(values)
        answers.create(fresh)
