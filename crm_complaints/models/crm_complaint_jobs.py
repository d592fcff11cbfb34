# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Steps of a job that do not stop each other; no model."""

import logging

_logger = logging.getLogger(__name__)


def each_on_its_own(records, job, step):
    """Does a step for each record; a fault undoes and logs that one, and goes on.

    job: name for the log; step: function of one record. Returns the records that
    failed.
    """
    failed = records.browse()
    for record in records:
        try:
            with record.env.cr.savepoint():
                step(record)
        except Exception:
            _logger.exception("%s: %s failed", job, record)
            failed |= record
    return failed
