# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_concentration,
    crm_customer_month,
    crm_customer_product,
    crm_marketing_report,
    crm_sales_report,
    crm_satisfaction_report,
    crm_season_index,
    crm_trade_composition,
)
