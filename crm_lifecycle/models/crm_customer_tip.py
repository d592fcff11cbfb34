# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

KEEPERS = "crm_lifecycle.crm_lifecycle_group_archive"
DIRECTORS = "crm_lifecycle.crm_lifecycle_group_director"
SORTERS = f"{KEEPERS},{DIRECTORS}"
WORDS = ("city", "contact_name", "email", "name", "need", "phone", "company_id")


class CrmCustomerTip(models.Model):
    """What any employee heard about a customer, for the archive keeper to sort (S-105).

    Whoever gives it needs no right in Customers, sees his own tips only, and reads
    what became of each. Whether the company is a customer already is shown, masked, to
    those who sort.
    """

    _name = "crm.customer.tip"
    _description = "Customer Tip"
    _inherit = ["crm.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    _frozen_fields = frozenset({"company_id"})

    name = fields.Char(string="Company or Person", required=True)
    contact_name = fields.Char(string="Whom to Ask There")
    phone = fields.Char()
    email = fields.Char()
    city = fields.Char()
    need = fields.Text(
        string="What You Heard",
        required=True,
        help="What they need or plan, what changed, and how you know.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Tip by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        selection=[
            ("new", "To Be Sorted"),
            ("registration", "Registered"),
            ("lead", "Passed on as Lead"),
            ("customer", "Added to a Customer"),
            ("dropped", "Not Used"),
        ],
        string="Status",
        default="new",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
        index=True,
    )
    answer = fields.Text(
        copy=False, help="What the archive keeper answers; the tipster reads it."
    )
    outcome = fields.Char(string="What Became of It", compute="_compute_outcome")
    date_sorted = fields.Datetime(string="Sorted on", readonly=True, copy=False)
    sorter_id = fields.Many2one(
        comodel_name="res.users", string="Sorted by", readonly=True, copy=False
    )

    # for those who sort
    salesperson_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Shall Develop It",
        domain="[('share', '=', False)]",
        copy=False,
        groups=SORTERS,
    )
    customer_id = fields.Many2one(
        comodel_name="crm.customer",
        string="Customer It Belongs to",
        check_company=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=SORTERS,
    )
    registration_id = fields.Many2one(
        comodel_name="crm.customer.registration",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups=SORTERS,
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups=SORTERS,
    )
    twins = fields.Json(compute="_compute_twins", groups=SORTERS)
    has_twins = fields.Boolean(compute="_compute_twins", groups=SORTERS)

    @api.depends("state", "answer", "registration_id.state", "lead_id.won_status")
    def _compute_outcome(self):
        """The state of what came of it, without a word about the customer."""
        for tip in self:
            words = [tip._label_of("state")]
            if registration := tip.sudo().registration_id:
                words.append(self._label_of("state", registration))
            if lead := tip.sudo().lead_id:
                words.append(self._label_of("won_status", lead))
            tip.outcome = ": ".join(words)

    @api.depends("name", "phone", "email", "company_id")
    def _compute_twins(self):
        accounts = self.env["crm.customer"]
        for tip in self:
            entry = {name: tip[name] for name in ("name", "phone", "email")}
            found = accounts._find_twins(tip.company_id, entry)
            tip.twins = [accounts._masked_twin(twin) for twin in found]
            tip.has_twins = bool(found)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if "answer" in vals:
                self._check_sorter()
        return super().create(vals_list)

    def write(self, vals):
        if "answer" in vals:
            self._check_sorter()
        if any(name in vals for name in WORDS):
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sorted(self):
        self._check_open()

    def action_register(self):
        """A registration for the salesperson, who completes and submits it."""
        for tip in self:
            person = tip._salesperson()
            registration = self.env["crm.customer.registration"].sudo()
            tip._sort(
                "registration",
                registration_id=registration.create(
                    {
                        **tip._prepare_contact_values(),
                        "email": tip.email,
                        "user_id": person.id,
                        "collector_id": tip.user_id.id,
                        "date_first_contact": tip.create_date,
                        "need": tip.need,
                    }
                ),
            )
            tip._tell(person, tip.sudo().registration_id)

    def action_make_lead(self):
        for tip in self:
            person = tip._salesperson()
            lead = self.env["crm.lead"].sudo()
            tip._sort(
                "lead",
                lead_id=lead.create(
                    {
                        **tip._prepare_contact_values(),
                        "email_from": tip.email,
                        "partner_name": tip.name,
                        "type": "lead",
                        "user_id": person.id,
                        "description": tip.need,
                    }
                ),
            )
            tip._tell(person, tip.sudo().lead_id)

    def action_add_to_customer(self):
        """Goes into the customer's history; its owner is told."""
        for tip in self:
            tip._check_sorter()
            customer = tip.customer_id
            if not customer:
                raise UserError(
                    self.env._("“%s”: choose the customer it belongs to.", tip.name)
                )
            customer.check_access("read")
            tip._sort("customer")
            customer.sudo()._message_log(
                body=self.env._(
                    "Tip by %(user)s: %(words)s", user=tip.user_id.name, words=tip.need
                )
            )
            tip._tell(customer.user_id, customer)

    def action_drop(self):
        for tip in self:
            tip._check_sorter()
            if not (tip.answer or "").strip():
                raise UserError(
                    self.env._(
                        "“%(tip)s”: answer %(user)s first why it is not used.",
                        tip=tip.name,
                        user=tip.user_id.name,
                    )
                )
            tip._sort("dropped")

    def _label_of(self, name, record=None):
        record = self if record is None else record
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name]) or ""

    def _salesperson(self):
        self._check_sorter()
        if not self.salesperson_id:
            raise UserError(
                self.env._("“%s”: say who shall develop it first.", self.name)
            )
        return self.salesperson_id

    def _prepare_contact_values(self):
        names = ("name", "contact_name", "phone", "city")
        values = {name: self[name] for name in names}
        return {**values, "company_id": self.company_id.id}

    def _sort(self, state, **links):
        """Once; the tipster is told what became of the tip."""
        self.ensure_one()
        self._check_sorter()
        self.lock_for_update()
        self._check_open()
        values = {name: record.id for name, record in links.items()}
        self.sudo().write(
            {
                **values,
                "state": state,
                "sorter_id": self.env.uid,
                "date_sorted": fields.Datetime.now(),
            }
        )
        self.sudo().message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=self.env._("Your tip about %s", self.name),
            body=self.answer or self.outcome,
        )

    def _tell(self, person, document):
        """A task for whoever goes on with it."""
        if person:
            document.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Tip about %s", self.name),
                note=self.need,
                user_id=person.id,
            )

    def _check_open(self):
        for tip in self:
            if tip.state != "new" and not self.env.su:
                raise UserError(
                    self.env._("The tip about %s was sorted and is kept.", tip.name)
                )

    @api.model
    def _check_sorter(self):
        user = self.env.user
        if not (self.env.su or user.has_group(KEEPERS) or user.has_group(DIRECTORS)):
            raise AccessError(
                self.env._("Tips are sorted by archive keepers and directors.")
            )
