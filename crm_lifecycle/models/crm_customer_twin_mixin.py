# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base.models.res_bank import sanitize_account_number

from . import crm_customer_queries as queries
from . import crm_name_rules as rules


class Twin(NamedTuple):
    """A customer that resembles what somebody is about to enter.

    customer: crm.customer (superuser); score: 0 to 100; reasons: list of words
    """

    customer: models.BaseModel
    score: int
    reasons: list


class CrmCustomerTwinMixin(models.AbstractModel):
    """Finding customers that are already there, also those one may not see."""

    _name = "crm.customer.twin.mixin"
    _description = "Customer Twins"

    name_key = fields.Char(
        compute="_compute_name_key",
        store=True,
        index="trigram",
        help="Name without legal form, region and punctuation.",
    )

    twin_reason = fields.Char(
        string="Why It Is No Duplicate",
        copy=False,
        help="Needed to open an account that resembles another one, where the company "
        "blocks duplicates.",
    )
    duplicate_ids = fields.One2many("crm.customer.duplicate", "twin_id")
    sale_block_ids = fields.One2many("crm.sale.block", "customer_id")
    is_sale_blocked = fields.Boolean(
        string="On the Do-not-sell List",
        compute="_compute_is_sale_blocked",
        search="_search_is_sale_blocked",
    )

    @api.depends("partner_id.name")
    def _compute_name_key(self):
        for customer in self:
            customer.name_key = rules.name_key(customer.partner_id.name)

    @api.depends("sale_block_ids.is_current")
    def _compute_is_sale_blocked(self):
        blocked = self.env["crm.sale.block"].sudo()
        blocked = blocked.search(
            [("customer_id", "in", self.ids), ("is_current", "=", True)]
        ).customer_id
        for customer in self:
            customer.is_sale_blocked = customer in blocked

    def _search_is_sale_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        current = self.env["crm.sale.block"]._current_domain(today)
        return Domain("sale_block_ids", "any", current)

    @api.model_create_multi
    def create(self, vals_list):
        customers = super().create(vals_list)
        if not self.env.su:
            for customer in customers:
                customer._check_no_twin()
        return customers

    def _check_no_twin(self):
        """Where the company blocks duplicates: an account by hand or import is refused
        while it resembles another one, unless a reason says why it is another."""
        blocks = self.company_id.lifecycle_twin_policy == "block"
        if not blocks or (self.twin_reason or "").strip():
            return
        if twins := self._twins_of_account():
            raise UserError(self._twin_refusal(self.partner_id.name, twins[0]))

    def _twins_of_account(self):
        """List of Twin of one account that is there already."""
        self.env.flush_all()
        names = ("name", "vat", "company_registry", "phone", "email")
        entry = {name: self.partner_id[name] for name in names}
        twins = self._find_twins(self.company_id, entry)
        return [twin for twin in twins if twin.customer != self]

    @api.model
    def _twin_refusal(self, name, twin):
        """Why an entry of this name is refused, as the current user may know it."""
        seen = self._masked_twin(twin)
        return self.env._(
            "%(name)s resembles %(twin)s of %(owner)s (%(score)s %%: "
            "%(reasons)s). Use that account, or say in “Why It Is No "
            "Duplicate” what tells them apart.",
            name=name,
            twin=seen["name"],
            owner=seen["owner"],
            score=seen["score"],
            reasons=seen["reasons"],
        )

    @api.model
    def load(self, fields, data):
        """When a file is tested, each row that resembles a customer is listed."""
        result = super().load(fields, data)
        if self.env.context.get("lifecycle_list_twins") and result["ids"]:
            result["messages"] = result["messages"] + self._twin_messages(result["ids"])
        return result

    def _twin_messages(self, ids):
        """Messages of the importer about rows of a file, in its order.

        Nothing where the company lets duplicates pass; where it blocks them the rows
        were refused before.
        """
        messages = []
        for row, customer in enumerate(self.browse(ids)):
            policy = customer.company_id.lifecycle_twin_policy
            twins = customer._twins_of_account() if policy == "show" else []
            if twins:
                messages.append(
                    {
                        "type": "warning",
                        "record": row,
                        "rows": {"from": row, "to": row},
                        "message": self._twin_refusal(
                            customer.partner_id.name, twins[0]
                        ),
                    }
                )
        return messages

    @api.model
    def _find_twins(self, company, entry, limit=5):
        """Customers of `company` that may be the same as the given one, best first.

        entry: dict with any of name, vat, company_registry, bank, phone, email.

        Names are compared without legal form and region in Latin and Chinese script,
        phones by their last nine digits, mails by the company's own domain, tax ids
        exactly. Returns a list of Twin, found with superuser rights: show a foreign
        one only through ``_masked_twin``.
        """
        threshold = company.lifecycle_twin_threshold
        scores = self._name_scores(
            company, rules.name_key(entry.get("name")), threshold
        )
        reasons = {i: [self.env._("similar name")] for i in scores}
        for reason, score, ids in self._exact_twins(company, entry):
            for customer_id in ids:
                scores[customer_id] = max(scores.get(customer_id, 0), score)
                reasons.setdefault(customer_id, []).append(reason)
        best = sorted(scores, key=lambda i: (-scores[i], i))[:limit]
        customers = self.sudo().browse(best)
        return [Twin(c, scores[c.id], reasons[c.id]) for c in customers]

    @api.model
    def _name_scores(self, company, key, threshold):
        if len(key) < 2:
            return {}
        self.env.flush_all()
        query = queries.twin_candidates(
            key, company.ids, bool(self.env.registry.has_trigram) and key.isascii()
        )
        scores = {
            customer_id: round(100 * rules.similarity(key, other or ""))
            for customer_id, other in self.env.execute_query(query)
        }
        return {i: score for i, score in scores.items() if score >= threshold}

    @api.model
    def _exact_twins(self, company, entry):
        """Yields (reason, score, customer ids) for data that only one company has."""
        accounts = self.sudo()
        own = Domain("company_id", "=", company.id)
        if vat := (entry.get("vat") or "").strip():
            found = accounts.search(own & Domain("partner_id.vat", "=ilike", vat))
            yield self.env._("same tax ID"), 100, found.ids
        if registry := (entry.get("company_registry") or "").strip():
            found = accounts.search(
                own & Domain("partner_id.company_registry", "=ilike", registry)
            )
            yield self.env._("same company registry"), 100, found.ids
        if bank := sanitize_account_number(entry.get("bank")):
            found = accounts.search(
                own & Domain("partner_id.bank_ids.sanitized_acc_number", "=", bank)
            )
            yield self.env._("same bank account"), 95, found.ids
        if key := rules.phone_key(entry.get("phone")):
            found = accounts.search(
                own & Domain("partner_id.phone_sanitized", "=like", f"%{key[-8:]}")
            )
            yield self.env._("same phone"), 90, found.ids
        if domain := rules.mail_domain(entry.get("email")):
            found = accounts.search(
                own & Domain("partner_id.email_normalized", "=like", f"%@{domain}"),
                limit=20,
            )
            yield self.env._("same mail domain"), 75, found.ids

    def _masked_twin(self, twin):
        """What the current user may know about a twin: a dict for the screen.

        Keys: id (only when he may open it), name, owner, score, reasons, protected.
        """
        customer = twin.customer.with_env(self.env)
        visible = customer.has_access("read")
        protected = twin.customer.date_protected_until
        return {
            "id": customer.id if visible else False,
            "name": customer.display_name
            if visible
            else rules.mask(twin.customer.name),
            "owner": twin.customer.user_id.name or self.env._("nobody (pool)"),
            "score": twin.score,
            "reasons": ", ".join(twin.reasons),
            "protected": fields.Date.to_string(protected) if protected else False,
        }
