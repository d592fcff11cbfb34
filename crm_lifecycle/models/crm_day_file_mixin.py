# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class CrmDayFileMixin(models.AbstractModel):
    """What customer files ask of somebody today."""

    _name = "crm.day.file.mixin"
    _description = "Things to Do in Customer Files"

    @api.model
    def _day_kinds(self, users):
        return super()._day_kinds(users) + [
            self._day_certificates(users),
            self._day_materials(users),
            self._day_changes(users),
            self._day_declarations(users),
            self._day_plant_reports(users),
        ]

    def _day_certificates(self, users):
        return self._kind(
            "certificate",
            self.env._("Certificates to renew"),
            "fa-certificate",
            "crm.customer.certificate",
            Domain("user_id", "in", users.ids)
            & Domain("date_remind", "<=", self._day_today()),
            date="date_to",
            user="user_id",
            detail="customer_id",
        )

    def _day_materials(self, users):
        """Every request of the company waits for any of its archive keepers."""
        keeper = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_archive")
        return self._kind(
            "material",
            self.env._("Samples and material to send"),
            "fa-paper-plane-o",
            "crm.material.request",
            Domain("state", "=", "asked") if keeper else Domain.FALSE,
            date="date_needed",
            user="user_id",
            detail="customer_id",
        )

    def _day_changes(self, users):
        """Change requests wait for any archive keeper of the company."""
        keeper = self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_archive")
        return self._kind(
            "change",
            self.env._("Customer files to correct"),
            "fa-pencil",
            "crm.customer.change",
            Domain("state", "=", "submitted") if keeper else Domain.FALSE,
            date="date_asked",
            user="user_id",
            detail="summary",
        )

    def _day_declarations(self, users):
        return self._kind(
            "declaration",
            self.env._("Confidentiality to declare"),
            "fa-lock",
            "crm.declaration",
            Domain("user_id", "in", users.ids) & Domain("date_accepted", "=", False),
            date="date_asked",
            user="user_id",
        )

    def _day_plant_reports(self, users):
        return self._kind(
            "plant",
            self.env._("Reports from plants"),
            "fa-industry",
            "crm.plant.report",
            Domain("user_id", "in", users.ids)
            & Domain("state", "=", "due")
            & Domain("date_due", "<=", self._day_today()),
            date="date_due",
            user="user_id",
        )
