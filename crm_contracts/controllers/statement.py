# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import Controller, content_disposition, request, route

from ..report.crm_statement_xlsx import statement_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StatementOfAccount(Controller):
    @route("/contracts/statement/<int:customer_id>/xlsx", auth="user")
    def statement(self, customer_id, **_options):
        """The statement of a customer whose promises and calls the user may record."""
        customer = request.env["crm.customer"].browse(customer_id).exists()
        if not customer:
            return request.not_found()
        customer._check_may_collect()
        return self._xlsx(customer)

    def _xlsx(self, customer):
        name = customer.sudo()._get_report_base_filename()
        return request.make_response(
            statement_xlsx(customer, customer.sudo()._statement()),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
