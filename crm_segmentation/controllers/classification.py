# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io

from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ClassificationController(http.Controller):
    @http.route("/crm_segmentation/classification/<int:export_id>", auth="user")
    def classification(self, export_id, **kwargs):
        """The file of an export: only of one's own, only with one's own rights."""
        export = request.env["crm.classification.export"].browse(export_id)
        export.check_access("read")
        file = io.BytesIO()
        export._write_xlsx(file)
        name = f"{request.env._('Classification')}.xlsx"
        return request.make_response(
            file.getvalue(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
