# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_customer_segment_mixin,
    crm_customer_value_mixin,
    crm_customer_volume_mixin,
    crm_segment_kind_mixin,
    crm_segment_preview_mixin,
    crm_segment_refresh_mixin,
    crm_value_fit_mixin,
    crm_value_refresh_mixin,
    crm_value_settings_mixin,
)

# isort: split
from . import (
    crm_customer,
    crm_customer_snapshot,
    crm_customer_value,
    crm_customer_volume,
    crm_product_task,
    crm_rfm_segment,
    crm_segment,
    crm_segment_listing,
    crm_segment_membership,
    crm_segment_run,
    crm_segment_set,
    crm_segment_step,
    crm_segment_study,
    crm_segment_study_fact,
    crm_trade_type,
    crm_value_backtest,
    crm_value_run,
    product_pricelist,
    res_company,
    res_config_settings,
    res_partner,
    res_partner_industry,
)
