# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError, UserError


class CrmCustomerTaskMixin(models.AbstractModel):
    """Tasks that leaders and group management give to the owners of customers."""

    _name = "crm.customer.task.mixin"
    _description = "Tasks for Owners"

    def action_open_task(self):
        return self._window_action("crm_lifecycle.crm_task_assign_action")

    def _assign_task(self, summary, deadline, note=""):
        """One activity per customer for its owner; the giver follows them in a list.

        Allowed to leaders for customers they see, thus to group management for those of
        all chosen companies.
        """
        self.check_access("read")
        if not self.env.user.has_group("crm_lifecycle.crm_lifecycle_group_team"):
            raise AccessError(
                self.env._("Tasks for owners are given by leaders and directors.")
            )
        free = self.filtered(lambda customer: not customer.user_id)
        if free:
            raise UserError(
                self.env._(
                    "%(customer)s has no owner who could do it. Assign an owner first, "
                    "or leave it out.",
                    customer=free[0].display_name,
                )
            )
        for owner, customers in self.grouped("user_id").items():
            customers.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=deadline,
                summary=summary,
                note=note or "",
                user_id=owner.id,
            )
            for company, accounts in customers.grouped("company_id").items():
                self.env["crm.sms.mixin"]._send_sms(
                    owner,
                    company,
                    self.env._(
                        "Task from %(user)s for %(count)s customers: %(task)s",
                        user=self.env.user.name,
                        count=len(accounts),
                        task=summary,
                    ),
                )
