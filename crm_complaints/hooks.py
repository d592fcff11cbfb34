# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def uninstall_hook(env):
    """Empties our tables before their stages, teams and causes are removed one by one.

    The tables are dropped in the same transaction anyway; rows that still point at a
    stage would fill the log with refused deletions.
    """
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("res_model", "=", "crm.complaint.measure")]).unlink()
    kinds = ("mail_activity_type_tell", "mail_activity_type_escalation")
    for kind in kinds:
        if reminder := env.ref(f"crm_complaints.{kind}", False):
            activities.search([("activity_type_id", "=", reminder.id)]).unlink()
    models = (
        "crm.satisfaction.survey",
        "crm.complaint.compensation",
        "crm.complaint",
    )
    for model in models:
        env.execute_query(SQL("DELETE FROM %s", SQL.identifier(env[model]._table)))
    env.invalidate_all()
