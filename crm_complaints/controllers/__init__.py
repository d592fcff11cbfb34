# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    portal,
    portal_service,
    portal_steps,
    public,
    review,
    satisfaction,
    supplier,
)
