# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmContractEvent(models.Model):
    """What happened to a contract, in order; nobody changes or deletes a line."""

    _name = "crm.contract.event"
    _description = "Contract Event"
    _inherit = ["crm.append.only.mixin"]
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "kind"

    contract_id = fields.Many2one(
        comodel_name="crm.contract", required=True, index=True, ondelete="cascade"
    )
    instalment_id = fields.Many2one(
        comodel_name="crm.contract.instalment", index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(comodel_name="res.users", string="By")
    kind = fields.Selection(
        selection=[
            ("created", "Created"),
            ("imported", "Imported from another add-on"),
            ("submitted", "Submitted"),
            ("reviewed", "Reviewed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn to draft"),
            ("sent", "Sent for signature"),
            ("signed", "Signed"),
            ("accepted", "Accepted by the customer"),
            ("milestone", "Milestone reached"),
            ("ordered", "Order made"),
            ("settled", "Settlement confirmed"),
            ("unsettled", "Settlement cancelled"),
            ("rebated", "Rebate granted"),
            ("penalty", "Penalty claimed"),
            ("waived", "Penalty waived"),
            ("released", "Retention released"),
            ("invoice_made", "Invoice drafted"),
            ("invoiced", "Invoiced"),
            ("credited", "Credited"),
            ("paid", "Instalment paid"),
            ("unpaid", "Payment taken back"),
            ("overdue", "Instalment overdue"),
            ("declined", "Declined by the customer"),
            ("supplement", "Supplementary agreement drafted"),
            ("amending", "Amendment drafted"),
            ("amendment", "Amendment moved on"),
            ("amended", "Amendment in effect"),
            ("expiring", "Ends soon"),
            ("expired", "Last day passed"),
            ("renewed", "Renewed"),
            ("renewal_stopped", "Renewal stopped"),
            ("assigned", "Responsible person changed"),
            ("suspended", "Suspended"),
            ("resumed", "Resumed"),
            ("closing", "Closing started"),
            ("closed", "Closed"),
            ("reopened", "Closing taken back"),
            ("terminated", "Terminated"),
            ("obligation_done", "Obligation done"),
            ("obligation_late", "Obligation late"),
            ("obligation_waived", "Obligation waived"),
            ("obligation_reopened", "Obligation open again"),
            ("period_renewed", "Service period renewed"),
            ("minutes", "Decision of the leaders"),
            ("turned_down", "Not accepted"),
            ("reconsidered", "Taken up again"),
            ("opened", "Taken over as running"),
            ("repaired", "Receipts repaired"),
        ],
        string="Event",
        required=True,
    )
    description = fields.Char()
    currency_id = fields.Many2one(related="contract_id.currency_id")
    amount = fields.Monetary()
