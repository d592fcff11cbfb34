# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words for actions and for how opportunities end, shared by rows and lines."""

from odoo.addons.crm_lifecycle.models.crm_visit_type import MODES

ACTION_KINDS = [
    *MODES,
    ("meeting", "Meeting"),
    ("message", "Message to the customer"),
    ("inbound", "Message from the customer"),
    ("activity", "Task done"),
]
OUTCOMES = [("pending", "Open"), ("won", "Won"), ("lost", "Lost")]
