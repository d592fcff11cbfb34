# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_customer_history_mixin,
    crm_customer_value_mixin,
    crm_customer_volume_mixin,
    crm_report_choice_mixin,
    crm_report_figures_mixin,
    crm_report_file_mixin,
    crm_report_sheet_mixin,
    crm_sales_import_read_mixin,
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
    crm_marketing_cost,
    crm_product_task,
    crm_report,
    crm_report_line,
    crm_report_run,
    crm_report_schedule,
    crm_rfm_segment,
    crm_sales_history,
    crm_sales_import,
    crm_sales_import_error,
    crm_segment,
    crm_segment_membership,
    crm_trade_type,
    crm_value_backtest,
    crm_value_run,
    res_company,
    res_config_settings,
)
