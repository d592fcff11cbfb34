# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_care_report,
    crm_classification_xlsx,
    crm_cohort_xlsx,
    crm_concentration,
    crm_customer_migration,
    crm_customer_cohort,
    crm_customer_month,
    crm_customer_product,
    crm_customer_retention,
    crm_season_index,
    crm_season_plan_month,
    crm_trade_composition,
    crm_voice_loyalty,
    crm_voice_priority,
    crm_voice_report,
)
