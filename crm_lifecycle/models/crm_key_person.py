# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# Fields of the contact whose change is news about a key person
WATCHED = ("active", "function", "parent_id")


class CrmKeyPerson(models.Model):
    """Somebody at the customer whom our business depends on, and how we stand."""

    _name = "crm.key.person"
    _description = "Key Person"
    _inherit = ["crm.guarded.mixin", "mail.thread"]
    _order = "level, influence desc, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    _frozen_fields = frozenset({"customer_id", "partner_id"})
    _guarded_fields = frozenset({"active"})

    customer_id = fields.Many2one(
        comodel_name="crm.customer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="customer_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    owner_id = fields.Many2one(related="customer_id.user_id", string="Owner")
    commercial_partner_id = fields.Many2one(
        related="customer_id.partner_id", string="Company of the Customer"
    )
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Person",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('is_company', '=', False)]",
    )
    name = fields.Char(related="partner_id.name")
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    function = fields.Char(related="partner_id.function", readonly=False)
    phone = fields.Char(related="partner_id.phone", readonly=False)
    email = fields.Char(related="partner_id.email", readonly=False)
    birthday = fields.Date(related="partner_id.lifecycle_birthday", readonly=False)
    role_id = fields.Many2one(
        comodel_name="crm.key.person.role",
        string="Role in Buying",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    level = fields.Selection(
        selection=[("1", "Top"), ("2", "Middle"), ("3", "Base")],
        default="2",
        required=True,
        tracking=True,
        help="Top managers, heads of departments, or those who buy and use.",
    )
    influence = fields.Selection(
        selection=[("0", "None"), ("1", "Little"), ("2", "Some"), ("3", "Great")],
        default="1",
        help="How much this person moves the decision.",
    )
    attitude = fields.Selection(
        selection=[
            ("against", "Against Us"),
            ("doubting", "Doubting"),
            ("neutral", "Neutral"),
            ("friendly", "Friendly"),
            ("ally", "Ally"),
        ],
        default="neutral",
        tracking=True,
    )
    relation_depth = fields.Selection(
        selection=[
            ("1", "Met"),
            ("2", "Acquaintance"),
            ("3", "Friend"),
            ("4", "Close Friend"),
        ],
        string="Relation",
        tracking=True,
        help="How well our people know this person; empty: not met yet.",
    )
    internal_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Our Contact",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Who of us knows this person best; not always the owner.",
    )
    preferences = fields.Text(help="What the person likes, privately and in business.")
    worries = fields.Text(help="What the person is afraid of when buying from us.")
    date_left = fields.Date(string="Left on", readonly=True, copy=False)

    _person_unique = models.Constraint(
        "UNIQUE (customer_id, partner_id)",
        "This person is a key person of the customer already, perhaps one who left.",
    )

    @api.constrains("customer_id", "partner_id")
    def _check_person(self):
        for key_person in self:
            person = key_person.partner_id
            if person.is_company or person == key_person.customer_id.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no person but a company. Choose or create a "
                        "contact person of %(customer)s.",
                        person=person.display_name,
                        customer=key_person.customer_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        for decider in people._deciders_beside_another():
            decider._note_change(
                self.env._(
                    "%(person)s is new: %(role)s",
                    person=decider.partner_id.name,
                    role=decider.role_id.name,
                )
            )
        people.sudo().customer_id._judge_file()
        return people

    def write(self, vals):
        before = {person: person.role_id for person in self if "role_id" in vals}
        result = super().write(vals)
        for person, role in before.items():
            if role != person.role_id and (role | person.role_id).filtered(
                "is_decider"
            ):
                person._note_change(
                    self.env._(
                        "%(person)s: %(before)s, now %(after)s",
                        person=person.partner_id.name,
                        before=role.name,
                        after=person.role_id.name,
                    )
                )
        return result

    def action_left(self):
        """The person works there no longer: kept in the file, and a signal."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        for person in self.filtered("active"):
            person.sudo().write({"active": False, "date_left": today})
            person._note_change(
                self.env._("%s left", person.partner_id.name),
            )
        self.sudo().customer_id._judge_file()

    def action_came_back(self):
        self.check_access("write")
        if any(not person.partner_id.active for person in self):
            raise UserError(
                self.env._(
                    "%s is archived as a contact. Take the contact out of the archive "
                    "first.",
                    self.filtered(lambda p: not p.partner_id.active)[0].partner_id.name,
                )
            )
        self.sudo().write({"active": True, "date_left": False})
        self.sudo().customer_id._judge_file()

    @api.model
    def _watch_contacts(self, partners, vals):
        """Key persons behind these contacts with what is known of them now."""
        if not any(name in vals for name in WATCHED):
            return {}
        people = self.sudo().search([("partner_id", "in", partners.ids)])
        return {
            person: {name: person.partner_id[name] for name in WATCHED}
            for person in people
        }

    @api.model
    def _compare_contacts(self, watched):
        """Turns what changed since `_watch_contacts` into signals."""
        for person, before in watched.items():
            contact = person.partner_id
            changes = [name for name in WATCHED if contact[name] != before[name]]
            if "active" in changes and not contact.active:
                person.action_left()
            elif "parent_id" in changes:
                person._note_change(
                    self.env._(
                        "%(person)s now belongs to %(company)s",
                        person=contact.name,
                        company=contact.parent_id.name or "–",
                    )
                )
            elif "function" in changes and before["function"]:
                person._note_change(
                    self.env._(
                        "%(person)s: %(before)s, now %(after)s",
                        person=contact.name,
                        before=before["function"],
                        after=contact.function or "–",
                    )
                )

    def _deciders_beside_another(self):
        """Those who decide where we knew a decider: the first one is no change."""
        deciders = self.filtered("role_id.is_decider")
        if not deciders:
            return deciders
        known = dict(
            self.sudo()
            .with_context(active_test=False)
            ._read_group(
                [
                    ("customer_id", "in", deciders.customer_id.ids),
                    ("role_id.is_decider", "=", True),
                    ("id", "not in", deciders.ids),
                ],
                ["customer_id"],
                ["__count"],
            )
        )
        return deciders.filtered(lambda person: person.customer_id.sudo() in known)

    def _note_change(self, change):
        """Keeps the change on the customer as a fact and in its messages."""
        for customer in self.sudo().customer_id:
            customer._note_key_person_change(change)
