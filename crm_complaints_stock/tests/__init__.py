# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import (
    test_complaint_delivery,
    test_complaint_lot,
    test_complaint_lot_rate,
    test_complaint_return,
)
