# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_demo_cockpit_mixin,
    crm_demo_market_mixin,
    crm_demo_quality_mixin,
    crm_demo_report_mixin,
    crm_demo_score_mixin,
    crm_demo_season_mixin,
    crm_demo_segment_mixin,
    crm_demo_share_mixin,
)

# isort: split
# Odoo needs mixins before the models that inherit them.
from . import crm_demo_company
