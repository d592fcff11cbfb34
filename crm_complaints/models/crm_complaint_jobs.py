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


def together_or_each(records, job, step):
    """Does a step for all records at once, and for each on its own when that fails.

    One savepoint in the good case; the faulty record is found, undone and logged only
    where there is one. step: function of records. Returns the records that failed.
    """
    try:
        with records.env.cr.savepoint():
            step(records)
    except Exception:
        _logger.info("%s: one of %s failed, each is tried", job, len(records))
        return each_on_its_own(records, job, step)
    return records.browse()
