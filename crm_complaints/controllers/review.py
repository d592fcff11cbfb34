# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.http import Controller, content_disposition, request, route

from ..report.crm_complaint_review_xlsx import review_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ComplaintReview(Controller):
    @route("/complaints/review/<int:review_id>/xlsx", auth="user", readonly=True)
    def review(self, review_id, **_options):
        """The figures of a review that the user may read, as an XLSX file."""
        review = request.env["crm.complaint.review"].browse(review_id).exists()
        if not review:
            return request.not_found()
        review.check_access("read")
        return request.make_response(
            review_xlsx(review._shown_sections()),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{review.name}.xlsx")),
            ],
        )
