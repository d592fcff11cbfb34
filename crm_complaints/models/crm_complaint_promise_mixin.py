# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmComplaintPromiseMixin(models.AbstractModel):
    """The agent's word to the customer: given with a mail, kept with a date."""

    _name = "crm.complaint.promise.mixin"
    _description = "Promises of a Complaint"

    promise_ids = fields.One2many("crm.complaint.promise", "complaint_id")
    promise_due = fields.Datetime(string="Next Promise", compute="_compute_promise_due")

    @api.depends("promise_ids.state", "promise_ids.date_due")
    def _compute_promise_due(self):
        groups = (
            self.env["crm.complaint.promise"]
            .sudo()
            ._read_group(
                [("complaint_id", "in", self.ids), ("state", "=", "open")],
                ["complaint_id"],
                ["date_due:min"],
            )
        )
        due = {complaint.id: moment for complaint, moment in groups}
        for complaint in self:
            complaint.promise_due = due.get(complaint.id, False)

    def action_promise(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_complaints.crm_complaint_give_word_action"
        )
        action["context"] = {"default_complaint_id": self.id}
        return action

    def _promise(self, values, template):
        """Records a promise of `values`, and tells the customer with `template`."""
        self.ensure_one()
        self.check_access("write")
        self._check_promise(values)
        if template and template.model != self._name:
            raise UserError(
                self.env._("“%s” is no letter of complaints.", template.name)
            )
        promise = (
            self.env["crm.complaint.promise"]
            .sudo()
            .create({**values, "complaint_id": self.id})
        )
        promise._remind()
        if template:
            self.sudo()._send_template(
                template,
                message_type="comment",
                author_id=self.env.user.partner_id.id,
                subtype_xmlid="mail.mt_comment",
            )
        else:
            self._told_by_mouth()
        return promise.sudo(False)

    def _check_promise(self, values):
        if not self.is_open:
            raise UserError(
                self.env._("%s is not open; reopen it before promising.", self.name)
            )
        if values["date_due"] <= fields.Datetime.now():
            raise UserError(
                self.env._("%s: promise a time that is still to come.", self.name)
            )
        partner = self.env["res.partner"].browse(values["partner_id"])
        customer = self.sudo().customer_id.partner_id
        if partner.commercial_partner_id != customer:
            raise UserError(
                self.env._(
                    "%(partner)s is no contact of %(customer)s.",
                    partner=partner.display_name,
                    customer=customer.display_name,
                )
            )

    def _last_promise(self):
        """The newest open promise, which the reply templates quote."""
        promises = self.sudo().promise_ids.filtered(lambda p: p.state == "open")
        return promises.sorted("id")[-1:]

    def _customer_words(self, moment):
        """A moment in the customer's language, time zone and format; in the team's
        zone where the customer's is not known."""
        self.ensure_one()
        lang = self.partner_id.lang or self.env.lang
        zone = self.partner_id.tz or self._zone()
        return self.with_context(lang=lang)._format_moment(moment, zone)

    def _moment_words(self, moment):
        """A moment for colleagues: their language and format, the team's time zone."""
        self.ensure_one()
        return self._format_moment(moment, self._zone())

    def _zone(self):
        return self._calendar().tz or self.company_id.partner_id.tz or "UTC"

    def _format_moment(self, moment, zone):
        formats = self.env["ir.qweb.field.datetime"]
        options = {"tz_name": zone, "hide_seconds": True}
        return formats.value_to_html(moment, options)
