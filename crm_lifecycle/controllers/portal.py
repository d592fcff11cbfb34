# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class MembershipPortal(CustomerPortal):
    """The customer's own tier, what it brings, and how far the next one is."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_vip_tier_count" in counters:
            values["crm_vip_tier_count"] = len(self._membership_tiers())
        return values

    @http.route("/my/membership", type="http", auth="user", website=True, readonly=True)
    def portal_my_membership(self, message=None, **kw):
        return request.render(
            "crm_lifecycle.portal_my_membership", self._prepare_membership_values()
        )

    @http.route(
        "/my/membership/apply",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_membership_apply(self, tier_id=None, reason=None, **kw):
        """Files the customer's application; who decides is the company's rule."""
        customer = self._membership_account()
        tier = self._membership_tiers().filtered(lambda t: str(t.id) == tier_id)
        if not customer or not tier:
            return request.redirect("/my/membership")
        try:
            customer._apply_for_tier(tier, reason, request.env.user.partner_id)
        except UserError as error:
            values = self._prepare_membership_values(error=str(error))
            return request.render("crm_lifecycle.portal_my_membership", values)
        return request.redirect("/my/membership")

    def _membership_account(self):
        customers = request.env["crm.customer"].sudo()
        partner = request.env.user.commercial_partner_id
        return customers._accounts_of(partner, request.env.company)[:1]

    def _membership_tiers(self):
        """Tiers a customer can see: those that are open to be reached by a rule."""
        return (
            request.env["crm.vip.tier"].sudo()._rules_of_company(request.env.company.id)
        )

    def _prepare_membership_values(self, error=None):
        customer = self._membership_account()
        current = customer.vip_tier_id
        higher = self._membership_tiers().filtered(
            lambda tier: not current or tier.sequence > current.sequence
        )
        return {
            **self._prepare_portal_layout_values(),
            "page_name": "crm_membership",
            "customer": customer,
            "current": current,
            "higher": [
                {
                    "tier": tier,
                    "ways": tier._progress(customer) if customer else [],
                    "waiting": customer.vip_application_ids.filtered(
                        lambda a, t=tier: a.tier_id == t and a.state == "submitted"
                    ),
                }
                for tier in higher.sorted("sequence")
            ],
            "error": error,
        }
