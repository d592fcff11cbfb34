# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import isfinite

from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..report.crm_statement_xlsx import statement_xlsx
from .statement import XLSX


class CollectionPortal(CustomerPortal):
    """What is due: the customer sees it, promises a day, disputes an invoice.

    Odoo makes one class of all heirs of CustomerPortal, so helpers have own names.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "crm_dues_count" in counters:
            values["crm_dues_count"] = sum(
                len(account._statement_items()) for account in self._dues_accounts()
            )
        return values

    @http.route("/my/dues", type="http", auth="user", website=True)
    def portal_my_dues(self, message=None, **kw):
        return self._dues_page(message=message)

    @http.route(
        "/my/dues/<int:customer_id>/promise",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_promise(self, customer_id, **post):
        def promise(account):
            account._customer_promises(
                self._dues_amount(post.get("amount")),
                self._dues_day(post.get("date")),
                post.get("note"),
            )

        return self._dues_change(customer_id, promise, "promised", post)

    @http.route(
        "/my/dues/<int:customer_id>/dispute",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_dispute(self, customer_id, **post):
        def dispute(account):
            reasons = "crm.collection.dispute.reason"
            account._customer_disputes(
                self._dues_record("account.move", post.get("move_id")),
                self._dues_amount(post.get("amount")),
                self._dues_record(reasons, post.get("reason_id")),
                post.get("note"),
            )

        return self._dues_change(customer_id, dispute, "disputed", post)

    @http.route(
        "/my/dues/<int:customer_id>/statement", type="http", auth="user", website=True
    )
    def portal_statement(self, customer_id, report_type="pdf", **kw):
        account = self._dues_account(customer_id)
        if not account:
            return request.redirect("/my/dues")
        name = account._get_report_base_filename()
        if report_type == "xlsx":
            content, kind = statement_xlsx(account, account._statement()), XLSX
        else:
            report_type, kind = "pdf", "application/pdf"
            content, _type = (
                request.env["ir.actions.report"]
                .sudo()
                ._render_qweb_pdf(
                    "crm_contracts.crm_customer_report_statement", account.ids
                )
            )
        return request.make_response(
            content,
            headers=[
                ("Content-Type", kind),
                ("Content-Disposition", content_disposition(f"{name}.{report_type}")),
            ],
        )

    def _dues_change(self, customer_id, change, message, post):
        """Does it on the user's own account, or says on the page why not."""
        account = self._dues_account(customer_id)
        if not account:
            return request.redirect("/my/dues")
        try:
            with request.env.cr.savepoint():
                change(account)
        except (UserError, AccessError, MissingError) as refusal:
            return self._dues_page(error=str(refusal), post=post)
        return request.redirect(f"/my/dues?message={message}")

    def _dues_accounts(self):
        """Accounts (sudo) of the user's own company in the companies he belongs to."""
        user = request.env.user
        return (
            request.env["crm.customer"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", user.commercial_partner_id.id),
                    ("company_id", "in", user.company_ids.ids),
                ],
                order="id",
            )
        )

    def _dues_account(self, customer_id):
        return self._dues_accounts().filtered(lambda c: c.id == customer_id)

    def _dues_page(self, message=None, error=None, post=None):
        accounts = self._dues_accounts()
        reasons = request.env["crm.collection.dispute.reason"].sudo()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "crm_dues",
            "accounts": [self._dues_account_values(account) for account in accounts],
            "reasons": reasons.search([]),
            "message": message,
            "error": error,
            "post": post or {},
            "today": fields.Date.context_today(accounts),
        }
        return request.render("crm_contracts.portal_my_dues", values)

    def _dues_account_values(self, account):
        promises = account.promise_ids
        items = account._statement_items()
        due = items.filtered(
            lambda i: i.amount < 0 or i.date_due <= account._today(account.company_id)
        )
        return {
            "account": account,
            "statement": account._statement(),
            "due": max(sum(due.mapped("company_amount")), 0.0),
            "open": promises.filtered(lambda p: p.state == "open"),
            "past": promises.filtered(lambda p: p.state != "open")[:5],
            "disputes": account.dispute_ids[:10],
        }

    def _dues_amount(self, value):
        try:
            amount = float((value or "").replace(",", ""))
            return amount if isfinite(amount) else 0.0
        except ValueError:
            raise UserError(
                request.env._("“%s” is no amount; write it like 1200.50.", value)
            ) from None

    def _dues_day(self, value):
        try:
            return fields.Date.to_date(value)
        except ValueError:
            raise UserError(request.env._("“%s” is no day.", value)) from None

    def _dues_record(self, model, value):
        number = int(value) if (value or "").isdecimal() else 0
        return request.env[model].sudo().browse(number).exists()
