# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import content_disposition, request

from .classification import XLSX


class CohortController(http.Controller):
    @http.route("/crm_segmentation/cohort/<int:export_id>", auth="user")
    def cohort(self, export_id, **kwargs):
        """The file of an export: only of one's own, only with one's own rights."""
        export = request.env["crm.cohort.export"].browse(export_id)
        export.check_access("read")
        return request.make_response(
            export._xlsx(),
            headers=[
                ("Content-Type", XLSX),
                (
                    "Content-Disposition",
                    content_disposition(f"{request.env._('Cohorts')}.xlsx"),
                ),
            ],
        )
