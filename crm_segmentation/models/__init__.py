# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_customer_season_mixin,
    crm_customer_value_mixin,
    crm_customer_volume_mixin,
    crm_forecast_ways_mixin,
    crm_forecast_words_mixin,
    crm_turnover_subject_mixin,
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
    crm_season_plan,
    crm_season_plan_line,
    crm_segment,
    crm_segment_membership,
    crm_trade_type,
    crm_turnover_forecast,
    crm_turnover_forecast_month,
    crm_turnover_forecast_way,
    crm_value_backtest,
    crm_value_run,
    res_company,
    res_config_settings,
)
