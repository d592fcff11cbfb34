# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .crm_customer_queries import touch_accounts


class CrmCustomerPeopleMixin(models.AbstractModel):
    """Key persons of the customer, how many levels we know, and their changes."""

    _name = "crm.customer.people.mixin"
    _description = "Key People of the Customer"

    key_person_ids = fields.One2many(
        comodel_name="crm.key.person", inverse_name="customer_id", string="Key People"
    )
    key_person_count = fields.Integer(compute="_compute_key_person_count")
    key_levels = fields.Char(
        string="Levels We Know",
        compute="_compute_key_person_count",
        help="Key persons per level, with those we are friends with in brackets.",
    )
    has_decider = fields.Boolean(
        string="Decision Maker Known",
        compute="_compute_key_person_count",
        search="_search_has_decider",
    )
    date_key_person_change = fields.Date(
        string="Key Person Changed on",
        readonly=True,
        copy=False,
        help="Day a key person last left, came, or changed the function or the role.",
    )
    key_person_change = fields.Char(
        string="Change of Key Person", readonly=True, copy=False
    )
    resident_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Our Resident",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Our person in the office or at the plant of the customer.",
    )

    @api.depends("key_person_ids.level", "key_person_ids.role_id.is_decider")
    def _compute_key_person_count(self):
        labels = dict(
            self.env["crm.key.person"]._fields["level"]._description_selection(self.env)
        )
        for customer in self:
            people = customer.key_person_ids
            levels = []
            for level, label in labels.items():
                there = people.filtered(lambda p, level=level: p.level == level)
                friends = there.filtered(lambda p: p.relation_depth in ("3", "4"))
                levels.append(f"{label} {len(there)} ({len(friends)})")
            customer.key_person_count = len(people)
            customer.key_levels = " · ".join(levels)
            customer.has_decider = any(people.mapped("role_id.is_decider"))

    @api.model
    def _search_has_decider(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("key_person_ids", "any", [("role_id.is_decider", "=", True)])

    def action_view_key_people(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_lifecycle.crm_key_person_action"
        )
        action["domain"] = [("customer_id", "=", self.id)]
        action["context"] = {"default_customer_id": self.id}
        return action

    def _note_key_person_change(self, change):
        """A rule for alerts looks at the day; the words are its evidence."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        self.sudo().write(
            {"date_key_person_change": today, "key_person_change": change}
        )
        self.sudo()._message_log(body=change)
        self.env.flush_all()
        self.env.execute_query(touch_accounts(self.ids))
        self._wake_refresh()

    def _prepare_people_for_merge(self, kept):
        """A person who is in both files stays once: a clash would cost all rows."""
        there = kept.key_person_ids.partner_id
        people = self.with_context(active_test=False).key_person_ids
        people.filtered(lambda person: person.partner_id in there).unlink()
