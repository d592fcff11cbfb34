# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

MIRROR = {
    "related": "related",
    "caused_by": "causes",
    "causes": "caused_by",
    "duplicate_of": "has_duplicate",
    "has_duplicate": "duplicate_of",
}


class CrmComplaintLink(models.Model):
    """One complaint has to do with another; each link is kept in both directions."""

    _name = "crm.complaint.link"
    _description = "Link of Complaints"
    _order = "complaint_id, kind, id"
    _rec_name = "other_id"

    complaint_id = fields.Many2one(
        comodel_name="crm.complaint", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        selection=[
            ("related", "has to do with"),
            ("caused_by", "is caused by"),
            ("causes", "causes"),
            ("duplicate_of", "is a duplicate of"),
            ("has_duplicate", "has the duplicate"),
        ],
        string="Relation",
        default="related",
        required=True,
    )
    other_id = fields.Many2one(
        comodel_name="crm.complaint",
        string="Other Complaint",
        required=True,
        ondelete="cascade",
        index=True,
    )
    other_subject = fields.Char(string="About", compute="_compute_other")
    other_stage = fields.Char(string="Stage", compute="_compute_other")

    _link_unique = models.Constraint(
        "UNIQUE (complaint_id, other_id, kind)", "This link exists already."
    )
    _not_itself = models.Constraint(
        "CHECK (complaint_id <> other_id)", "A complaint has no link to itself."
    )

    @api.depends("other_id")
    @api.depends_context("uid")
    def _compute_other(self):
        """Subject and stage for those who may read the other complaint."""
        readable = self.other_id._filtered_access("read")
        for link in self:
            other = link.other_id & readable
            link.other_subject = other.subject
            link.other_stage = other.stage_id.name

    def action_remove(self):
        """Takes both directions away; what a merge left behind stays."""
        self.complaint_id.check_access("write")
        for link in self.sudo():
            pair = link.complaint_id | link.other_id
            if pair.merged_into_id & pair:
                raise UserError(
                    self.env._(
                        "%s was merged; this link stays as its trace.",
                        link.complaint_id.name,
                    )
                )
        (self.sudo() | self.sudo()._mirrors()).unlink()

    @api.model
    def _connect(self, complaint, other, kind):
        """Links two complaints in both directions, once; called as superuser."""
        pairs = [(complaint, other, kind), (other, complaint, MIRROR[kind])]
        for one, two, name in pairs:
            values = {"complaint_id": one.id, "other_id": two.id, "kind": name}
            domain = Domain.AND([[(key, "=", value)] for key, value in values.items()])
            if not self.search_count(domain, limit=1):
                self.create(values)

    def _mirrors(self):
        domains = [
            Domain("complaint_id", "=", link.other_id.id)
            & Domain("other_id", "=", link.complaint_id.id)
            & Domain("kind", "=", MIRROR[link.kind])
            for link in self
        ]
        return self.search(Domain.OR(domains))
