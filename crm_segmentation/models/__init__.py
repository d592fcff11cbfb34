# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_customer_scoring_mixin,
    crm_customer_value_mixin,
    crm_customer_volume_mixin,
    crm_scoring_rules_mixin,
    crm_scoring_settings_mixin,
    crm_value_fit_mixin,
    crm_value_refresh_mixin,
    crm_value_settings_mixin,
)

# isort: split
from . import (
    crm_approval,
    crm_class_line,
    crm_class_rule,
    crm_class_run,
    crm_customer,
    crm_customer_judgement,
    crm_customer_snapshot,
    crm_customer_value,
    crm_customer_volume,
    crm_product_task,
    crm_rfm_segment,
    crm_scorecard,
    crm_scorecard_band,
    crm_scorecard_criterion,
    crm_scorecard_point,
    crm_scorecard_result,
    crm_segment,
    crm_segment_membership,
    crm_trade_type,
    crm_value_backtest,
    crm_value_run,
    res_company,
    res_config_settings,
)
