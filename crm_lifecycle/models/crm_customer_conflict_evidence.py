# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmCustomerConflictEvidence(models.Model):
    """One document on the time line of a conflict."""

    _name = "crm.customer.conflict.evidence"
    _description = "Evidence in a Conflict"
    _inherit = ["crm.guarded.mixin"]
    _order = "conflict_id, date, id"
    _rec_name = "name"

    conflict_id = fields.Many2one(
        comodel_name="crm.customer.conflict",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Whose", readonly=True)
    side = fields.Selection(
        selection=[("first", "First"), ("second", "Second")], readonly=True
    )
    kind = fields.Selection(
        selection=[
            ("ledger", "Change of owner"),
            ("registration", "Registration"),
            ("lead", "Opportunity"),
            ("meeting", "Meeting"),
            ("quotation", "Quotation"),
            ("order", "Order"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @api.model
    def _prepare_time_line(self, conflict):
        """Values of all lines of a conflict, from the documents of both sides."""
        rows = []
        for kind, records, date_field, user_field in self._documents(conflict):
            for record in records:
                user = record[user_field]
                sides = {conflict.first_user_id: "first"}
                sides[conflict.second_user_id] = "second"
                is_order = kind == "quotation" and record.state == "sale"
                rows.append(
                    {
                        "conflict_id": conflict.id,
                        "date": record[date_field],
                        "user_id": user.id,
                        "side": sides.get(user),
                        "kind": "order" if is_order else kind,
                        "name": self._name_of(record),
                        "res_model": record._name,
                        "res_id": record.id,
                    }
                )
        return sorted(rows, key=lambda row: row["date"])

    @api.model
    def _documents(self, conflict):
        """(kind, records, date field, user field) of every document that proves."""
        partner = conflict.customer_id.partner_id
        theirs = Domain("user_id", "in", self._sides(conflict).ids)
        of_customer = Domain("customer_id", "=", conflict.customer_id.id)
        offers = (
            Domain("partner_id", "child_of", partner.id)
            & Domain("company_id", "in", (False, conflict.company_id.id))
            & theirs
        )
        ledger = self.env["crm.customer.ownership"].search(of_customer)
        registrations = self.env["crm.customer.registration"].search(
            of_customer & theirs
        )
        leads = self.env["crm.lead"].with_context(active_test=False).search(offers)
        meetings = self.env["calendar.event"].search(
            Domain("partner_ids", "child_of", partner.id) & theirs
        )
        quotations = self.env["sale.order"].search(
            offers & Domain("state", "!=", "cancel")
        )
        return [
            ("ledger", ledger, "date", "user_id"),
            ("registration", registrations, "date_first_contact", "user_id"),
            ("lead", leads, "create_date", "user_id"),
            ("meeting", meetings, "start", "user_id"),
            ("quotation", quotations, "date_order", "user_id"),
        ]

    @api.model
    def _sides(self, conflict):
        return conflict.first_user_id | conflict.second_user_id

    @api.model
    def _name_of(self, record):
        if record._name == "crm.customer.ownership":
            kinds = dict(record._fields["kind"]._description_selection(self.env))
            return f"{kinds[record.kind]}: {record.reason or ''}"
        return record.display_name
