# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain


class Belonging(NamedTuple):
    """Open records of a customer that one person answers for.

    key: technical name by which a screen chooses the kind; label: words for people
    records: recordset in superuser mode; field: name of the many2one of res.users
    """

    key: str
    label: str
    records: models.BaseModel
    field: str


class CrmCustomerBelongingsMixin(models.AbstractModel):
    """What goes along when a customer changes hands.

    A module whose documents have a responsible person adds them by extending
    ``_belongings`` with ``super()``, and says in ``_staying_belongings`` which of them
    a person cannot take over.
    """

    _name = "crm.customer.belongings.mixin"
    _description = "What Goes along with a Customer"

    def _belongings(self, user):
        """List of ``Belonging``: open documents of these customers held by `user`."""
        customers = self.sudo().with_context(active_test=False)
        of_customer = Domain("partner_id", "child_of", customers.partner_id.ids)
        companies = Domain("company_id", "in", customers.company_id.ids)
        of_user = Domain("user_id", "=", user.id)
        orders = self.env["sale.order"].sudo()
        leads = self.env["crm.lead"].sudo()
        quotations = orders.search(
            of_customer & companies & of_user & Domain("state", "in", ("draft", "sent"))
        )
        opportunities = leads.search(
            of_customer
            & (companies | Domain("company_id", "=", False))
            & of_user
            & Domain("won_status", "=", "pending")
        )
        activities = self._activities_of(user, [customers, quotations, opportunities])
        return [
            Belonging("quotations", self.env._("Quotations"), quotations, "user_id"),
            Belonging(
                "opportunities", self.env._("Opportunities"), opportunities, "user_id"
            ),
            Belonging("activities", self.env._("Activities"), activities, "user_id"),
        ]

    def _belongings_without_customer(self, user, company):
        """What `user` has left once his customers moved: leads without an account."""
        of_user = Domain("user_id", "=", user.id)
        here = Domain("company_id", "in", (False, company.id))
        pending = Domain("won_status", "=", "pending")
        leads = self.env["crm.lead"].sudo().search(of_user & here & pending)
        quotations = (
            self.env["sale.order"]
            .sudo()
            .search(
                of_user
                & Domain("company_id", "=", company.id)
                & Domain("state", "in", ("draft", "sent"))
            )
        )
        activities = self._activities_of(user, [leads, quotations])
        return [
            Belonging("opportunities", self.env._("Opportunities"), leads, "user_id"),
            Belonging("quotations", self.env._("Quotations"), quotations, "user_id"),
            Belonging("activities", self.env._("Activities"), activities, "user_id"),
        ]

    def _activities_of(self, user, recordsets):
        """Planned activities of `user` on the records."""
        places = Domain.OR(
            Domain("res_model", "=", place._name) & Domain("res_id", "in", place.ids)
            for place in recordsets
        )
        return (
            self.env["mail.activity"]
            .sudo()
            .search(Domain("user_id", "=", user.id) & places)
        )

    def _staying_belongings(self, belongings, to_user):
        """Those of the list of ``Belonging`` that `to_user` has no right to work on."""
        return []

    def _leave_belongings(self, belongings, to_user):
        """Hook: tells whoever must know that these did not go to `to_user`."""

    def _split_belongings(self, belongings, to_user):
        """(what `to_user` takes over, what stays because he has no right to it)"""
        staying = self._staying_belongings(belongings, to_user)
        return [b for b in belongings if b not in staying], staying

    def _move_belongings(self, from_user, to_user, kinds=None):
        """Gives open documents of these customers from one person to another.

        kinds: keys of the kinds to move, all by default. The caller has checked the
        right. Returns the list of Belonging that moved.
        """
        if not from_user or from_user == to_user:
            return []
        wanted = [
            belonging
            for belonging in self._belongings(from_user)
            if belonging.records and (kinds is None or belonging.key in kinds)
        ]
        moved, staying = self._split_belongings(wanted, to_user)
        for belonging in moved:
            belonging.records.with_context(
                mail_auto_subscribe_no_notify=True, mail_activity_quick_update=True
            ).write({belonging.field: to_user.id})
        if staying:
            self._leave_belongings(staying, to_user)
        return moved
