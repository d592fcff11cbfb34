# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_complaint_clock_mixin,
    crm_complaint_credit_mixin,
    crm_complaint_entry_mixin,
    crm_complaint_escalation_mixin,
    crm_complaint_flow_mixin,
    crm_complaint_ladder_mixin,
    crm_complaint_limit_mixin,
    crm_complaint_mail_mixin,
    crm_complaint_overdue_mixin,
    crm_complaint_rating_mixin,
    crm_complaint_replay_mixin,
    crm_complaint_review_figures_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import (
    crm_approval,
    crm_complaint,
    crm_complaint_category,
    crm_complaint_cause,
    crm_complaint_clock,
    crm_complaint_compensation,
    crm_complaint_escalation,
    crm_complaint_escalation_level,
    crm_complaint_event,
    crm_complaint_line,
    crm_complaint_review,
    crm_complaint_sla,
    crm_complaint_stage,
    crm_complaint_team,
    crm_customer,
    crm_customer_transfer,
    mail_thread,
    res_company,
    res_config_settings,
    sale_order,
)
