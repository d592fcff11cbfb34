# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import ormcache

from . import crm_change_rules as rules

KEEPER = "crm_lifecycle.crm_lifecycle_group_archive"


class CrmChangeField(models.Model):
    """A field of the customer file that only archive keepers edit (S-099).

    Where a company says so, everybody else asks for the change; whoever writes such a
    field directly is refused, and each change of one is kept with before and after.
    """

    _name = "crm.change.field"
    _description = "Field of the Archive"
    _order = "sequence, id"

    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model', 'in', ['crm.customer', 'res.partner']),"
        " ('store', '=', True), ('readonly', '=', False)]",
    )
    name = fields.Char(related="field_id.field_description")
    field_name = fields.Char(related="field_id.name", string="Technical Name")
    model_name = fields.Char(related="field_id.model", string="Model Name")
    kind = fields.Selection(selection="_selection_kind", compute="_compute_kind")
    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)

    _field_unique = models.Constraint(
        "UNIQUE (field_id)", "This field is in the list already."
    )

    @api.depends("field_id")
    def _compute_kind(self):
        for line in self:
            line.kind = rules.kind_of(self._model_field(line.sudo().field_id))

    @api.model
    def _selection_kind(self):
        return [
            ("char", self.env._("Words")),
            ("text", self.env._("Text")),
            ("number", self.env._("Number")),
            ("boolean", self.env._("Yes or No")),
            ("date", self.env._("Date")),
            ("selection", self.env._("Choice")),
            ("bank", self.env._("Bank Account")),
            ("country", self.env._("Country")),
            ("state", self.env._("State")),
            ("industry", self.env._("Industry")),
            ("kind", self.env._("Kind of Customer")),
        ]

    @api.constrains("field_id")
    def _check_field(self):
        for line in self:
            guarded = line.model_name == "crm.customer" and self.env[
                "crm.customer"
            ]._is_guarded(line.field_name)
            if not line.kind or guarded:
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be changed by a request: only simple fields "
                        "that people type can.",
                        line.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _model_field(self, ir_field):
        """The field behind a row of ir.model.fields; None when its module is gone."""
        if ir_field.model not in self.env:
            return None
        return self.env[ir_field.model]._fields.get(ir_field.name)

    @api.model
    @ormcache("model")
    def _watched(self, model):
        """Names of the listed fields of a model."""
        lines = self.sudo().search([("field_id.model", "=", model)])
        return frozenset(lines.mapped("field_name"))

    @api.model
    def _accounts_kept(self, records):
        """Accounts of contacts or customers in companies where keepers edit (sudo)."""
        accounts = self.env["crm.customer"].sudo().with_context(active_test=False)
        kept = (
            self.env["res.company"].sudo().search([("lifecycle_keeper_edits", "=", 1)])
        )
        if not kept:
            return accounts
        if records._name == "crm.customer":
            return accounts.browse(records.ids).filtered(
                lambda customer: customer.company_id in kept
            )
        return accounts.search(
            [("partner_id", "in", records.ids), ("company_id", "in", kept.ids)]
        )

    @api.model
    def _watch(self, records, vals):
        """Refuses who may not edit the archive; remembers what will be changed.

        Returns a list of (account, record, {field: text before}) for ``_note``.
        """
        names = self._watched(records._name) & vals.keys()
        accounts = self._accounts_kept(records) if names else None
        watch = []
        for account in accounts or ():
            record = account if records._name == "crm.customer" else account.partner_id
            changed = [n for n in names if rules.is_changed(record, n, vals[n])]
            if changed:
                account.with_env(self.env)._check_may_edit_archive(changed)
                before = {name: rules.text_of(record, name) for name in changed}
                watch.append((account, record, before))
        return watch

    @api.model
    def _note(self, watch):
        """Keeps what changed since ``_watch``, with who changed it."""
        values = []
        for account, record, before in watch:
            for name, old in before.items():
                new = rules.text_of(record, name)
                if new != old:
                    values.append(
                        {
                            "customer_id": account.id,
                            "field_model": record._name,
                            "field_name": name,
                            "old_text": old,
                            "new_text": new,
                            "user_id": self.env.uid,
                        }
                    )
        self.env["crm.change.log"].sudo().create(values)

    @api.model
    def _refuse(self, customer, names):
        labels = self.sudo().search([("field_name", "in", list(names))]).mapped("name")
        raise AccessError(
            self.env._(
                "%(customer)s: %(fields)s are edited by archive keepers only. Ask for "
                "it with “Request Change” on the customer; a keeper enters it.",
                customer=customer.sudo()._shown_name(),
                fields=", ".join(sorted(set(labels))),
            )
        )
