# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Memberships of segments: who enters, who leaves, why, and what follows."""

from typing import NamedTuple

from odoo.tools import SQL


class Unit(NamedTuple):
    """Segments that are decided together: one alone, or all of an exclusive set.

    set_id: id of the set, or None
    members: [(segment id, SQL subselect of who meets its rule or None, {fact: SQL})]
        in the order of priority
    """

    set_id: int | None
    members: list

    @property
    def ids(self):
        return [member[0] for member in self.members]


def _candidates(scope, unit):
    """Rows (customer_id, segment_id, place, by_hand): who may enter which segment."""
    found = []
    for place, (segment_id, matches, _facts) in enumerate(unit.members):
        hand = SQL(
            """
    SELECT listing.customer_id, listing.segment_id, %s AS place, TRUE AS by_hand
      FROM crm_segment_listing listing
     WHERE listing.segment_id = %s AND listing.decision = 'in'
       AND (listing.date_until IS NULL OR listing.date_until >= %s)
""",
            place,
            segment_id,
            scope.today,
        )
        found.append(hand)
        if matches is not None:
            found.append(_rule_candidates(scope, segment_id, place, matches))
    return SQL(" UNION ALL ").join(found)


def _rule_candidates(scope, segment_id, place, matches):
    return SQL(
        """
    SELECT customer.id, %(segment)s, %(place)s, FALSE
      FROM crm_customer customer
     WHERE customer.id IN %(matches)s AND NOT EXISTS (
           SELECT FROM crm_segment_listing listing
            WHERE listing.segment_id = %(segment)s AND listing.decision = 'out'
              AND listing.customer_id = customer.id
              AND (listing.date_until IS NULL OR listing.date_until >= %(today)s))
""",
        segment=segment_id,
        place=place,
        matches=matches,
        today=scope.today,
    )


def decided(scope, unit):
    """Rows (customer_id, segment_id, by_hand): the one segment of each customer.

    What people decided comes before every rule, then the order of the set counts.
    """
    return SQL(
        """
    SELECT DISTINCT ON (customer.id)
           customer.id AS customer_id, candidate.segment_id, candidate.by_hand
      FROM (%(candidates)s) AS candidate
      JOIN crm_customer customer ON customer.id = candidate.customer_id
     WHERE customer.company_id = %(company)s AND customer.active AND %(restrict)s
     ORDER BY customer.id, candidate.by_hand DESC, candidate.place
""",
        candidates=_candidates(scope, unit),
        company=scope.company_id,
        restrict=scope.restrict(SQL("customer.id")),
    )


def _facts(unit, column):
    """What the rule of segment in `column` looks at, of `customer` and `partner`."""
    cases = [
        SQL(
            "WHEN %s THEN jsonb_build_object(%s)",
            segment_id,
            SQL(", ").join(
                SQL("%s::text, %s", name, value) for name, value in facts.items()
            ),
        )
        for segment_id, _matches, facts in unit.members
        if facts
    ]
    if not cases:
        return SQL("NULL::jsonb")
    return SQL("CASE %s %s END", column, SQL(" ").join(cases))


def _gone(scope, unit):
    """Ends memberships of customers whom `decided` puts elsewhere or nowhere."""
    return SQL(
        """
    UPDATE crm_segment_membership AS membership
       SET date_to = %(today)s, next_segment_id = decided.segment_id,
           exit_facts = %(facts)s,
           exit_reason = CASE
               WHEN customer.active IS NOT TRUE THEN 'archived'
               WHEN decided.segment_id IS NOT NULL THEN 'set'
               WHEN source.entry_reason = 'hand' OR EXISTS (
                    SELECT FROM crm_segment_listing listing
                     WHERE listing.segment_id = source.segment_id
                       AND listing.customer_id = source.customer_id
                       AND listing.decision = 'out'
                       AND (listing.date_until IS NULL
                            OR listing.date_until >= %(today)s)) THEN 'hand'
               ELSE 'rule' END
      FROM crm_segment_membership source
      JOIN crm_customer customer ON customer.id = source.customer_id
      JOIN res_partner partner ON partner.id = customer.partner_id
      LEFT JOIN decided ON decided.customer_id = source.customer_id
     WHERE membership.id = source.id AND source.date_to IS NULL
       AND source.segment_id = ANY(%(segments)s)
       AND source.company_id = %(company)s AND %(restrict)s
       AND decided.segment_id IS DISTINCT FROM source.segment_id
 RETURNING membership.id, membership.customer_id, membership.segment_id
""",
        today=scope.today,
        facts=_facts(unit, SQL("source.segment_id")),
        segments=unit.ids,
        company=scope.company_id,
        restrict=scope.restrict(SQL("source.customer_id")),
    )


def _come(scope, unit):
    """Opens memberships; reads `gone` first, so that a set never holds two."""
    return SQL(
        """
    INSERT INTO crm_segment_membership (
           segment_id, set_id, customer_id, company_id, date_from, entry_reason,
           entry_facts)
    SELECT decided.segment_id, %(set)s::int, decided.customer_id, %(company)s,
           %(today)s, CASE WHEN decided.by_hand THEN 'hand' ELSE 'rule' END, %(facts)s
      FROM decided JOIN crm_customer customer ON customer.id = decided.customer_id
      JOIN res_partner partner ON partner.id = customer.partner_id
     WHERE (SELECT COUNT(*) FROM gone) >= 0 AND NOT EXISTS (
           SELECT FROM crm_segment_membership there
            WHERE there.segment_id = decided.segment_id
              AND there.customer_id = decided.customer_id AND there.date_to IS NULL)
        ON CONFLICT DO NOTHING
 RETURNING id, customer_id, segment_id
""",
        set=unit.set_id,
        company=scope.company_id,
        today=scope.today,
        facts=_facts(unit, SQL("decided.segment_id")),
    )


def move_members(scope, unit):
    """One statement per segment or set.

    Yields (membership id, customer id, segment id, whether it entered).
    """
    return SQL(
        """
WITH decided AS MATERIALIZED (%(decided)s), gone AS (%(gone)s), come AS (%(come)s)
SELECT id, customer_id, segment_id, FALSE FROM gone
 UNION ALL
SELECT id, customer_id, segment_id, TRUE FROM come
""",
        decided=decided(scope, unit),
        gone=_gone(scope, unit),
        come=_come(scope, unit),
    )


def close_other_memberships(scope, segment_ids):
    """Ends memberships of segments not in use; yields rows as `move_members`."""
    return SQL(
        """
UPDATE crm_segment_membership SET date_to = %s, exit_reason = 'off'
 WHERE company_id = %s AND date_to IS NULL AND segment_id != ALL(%s) AND %s
RETURNING id, customer_id, segment_id, FALSE
""",
        scope.today,
        scope.company_id,
        list(segment_ids),
        scope.restrict(SQL("customer_id")),
    )


def adopt_set(unit, company_id):
    """Marks open memberships with the set that their segment joined or left."""
    return SQL(
        """
UPDATE crm_segment_membership SET set_id = %(set)s::int
 WHERE segment_id = ANY(%(segments)s) AND company_id = %(company)s
   AND date_to IS NULL AND set_id IS DISTINCT FROM %(set)s::int
RETURNING id
""",
        set=unit.set_id,
        segments=unit.ids,
        company=company_id,
    )


def leave_set(segment_ids):
    """Open memberships belong to no set until the next full refresh."""
    return SQL(
        """
UPDATE crm_segment_membership SET set_id = NULL
 WHERE segment_id = ANY(%s) AND date_to IS NULL AND set_id IS NOT NULL
RETURNING id
""",
        list(segment_ids),
    )


def filled_segments(segment_ids, company_id, new_ids):
    """Segments that had a member in the company before; yields their ids.

    new_ids: memberships opened just now, which do not count
    """
    return SQL(
        """
SELECT segment.id FROM crm_segment segment
 WHERE segment.id = ANY(%s) AND EXISTS (
       SELECT FROM crm_segment_membership membership
        WHERE membership.segment_id = segment.id AND membership.company_id = %s
          AND membership.id != ALL(%s))
""",
        list(segment_ids),
        company_id,
        list(new_ids),
    )


def queue_steps(membership_ids, moment, today):
    """Notes what has to be done for memberships that were opened or ended.

    A step waits once per membership, and once per customer unless it repeats.
    """
    return SQL(
        """
INSERT INTO crm_segment_run (
       membership_id, step_id, segment_id, customer_id, company_id, moment, state, date)
SELECT membership.id, step.id, membership.segment_id, membership.customer_id,
       membership.company_id, step.moment, 'waiting', %(today)s
  FROM crm_segment_membership membership
  JOIN crm_segment_step step ON step.segment_id = membership.segment_id
 WHERE membership.id = ANY(%(ids)s) AND step.moment = %(moment)s AND step.active
   AND (step.repeats OR NOT EXISTS (
        SELECT FROM crm_segment_run run
         WHERE run.step_id = step.id AND run.customer_id = membership.customer_id
           AND run.state IN ('waiting', 'done')))
 ORDER BY step.sequence, step.id, membership.id
    ON CONFLICT DO NOTHING
RETURNING id
""",
        ids=list(membership_ids),
        moment=moment,
        today=today,
    )
