# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    crm_classification_export,
    crm_cohort_export,
    crm_kano_interview,
    crm_kano_interview_line,
    crm_migration_choice,
    crm_score_xray,
    crm_score_xray_line,
    crm_season_plan_batch,
    crm_season_target,
    crm_segment_hand,
)
