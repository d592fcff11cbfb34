# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from .crm_compensation_rules import (
    CLAIM_KINDS,
    GRANTED_STATES,
    LINE_KINDS,
    granted_total,
    split_exactly,
)


class CrmComplaintGivenMixin(models.AbstractModel):
    """What was given back for the same goods already: in every case, in money or in
    goods, and by credit notes that accounting made by hand.

    A source is what the goods were bought with: a line of an order, or a line of an
    invoice that has none.
    """

    _name = "crm.complaint.given.mixin"
    _description = "Given Back Already"

    def _amount_not_given(self):
        """What the goods leave in this currency, None when none are known.

        Looked at are the goods themselves and the whole of their orders and invoices:
        money for a whole invoice is divided over its lines by their price only.
        """
        self.ensure_one()
        mine = self._shares()
        if not mine:
            return None
        groups = [set(mine), self._sources_beside(mine)]
        if self.kind in LINE_KINDS:
            groups = [*({source} for source in mine), *groups]
        rows, lefts = self._given_rows(set.union(*groups)), []
        for group in groups:
            worth = sum(self._worth(source) for source in group)
            taken = sum(mine.get(source, 0.0) for source in group)
            given = granted_total(
                [
                    (choice, sum(shares.get(source, 0.0) for source in group))
                    for _document, choice, shares in rows
                ]
            )
            lefts.append(worth - given + self.amount - taken)
        return min(lefts)

    def _words_given(self):
        """Names of what gave the same goods back, empty when nothing did."""
        mine = self._shares()
        rows = self._given_rows(set(mine) | self._sources_beside(mine)) if mine else ()
        names = dict.fromkeys(document for document, _choice, _shares in rows)
        if not names:
            return ""
        return self.env._(
            "The same goods were given back already: %(documents)s. What goes beyond "
            "that is goodwill, or a discount on the next order.",
            documents=", ".join(names),
        )

    def _shares(self):
        """{source: what this compensation gives for it, in its currency}."""
        self.ensure_one()
        shares = {}
        if self.kind in LINE_KINDS:
            for line in self.line_ids:
                source = line.order_line_id._origin
                shares[source] = shares.get(source, 0.0) + line.amount
            return shares
        if self.kind not in CLAIM_KINDS:
            return shares
        return self._spread(self.amount, self._credited_lines()._origin)

    @api.model
    def _spread(self, amount, lines):
        """{source: share of an amount}, by the prices of invoice lines."""
        shares = {}
        digits = lines.currency_id[:1].decimal_places
        parts = split_exactly(amount, lines.mapped("price_total"), digits)
        for line, part in zip(lines, parts, strict=True):
            source = self._source_of(line)
            shares[source] = shares.get(source, 0.0) + part
        return shares

    @api.model
    def _source_of(self, invoice_line):
        return invoice_line.sale_line_ids[:1] or invoice_line

    @api.model
    def _sources_beside(self, sources):
        """All goods of the orders and invoices that the sources stand in."""
        beside = set()
        for source in sources:
            if source._name == "sale.order.line":
                beside.update(source.order_id.order_line)
            else:
                beside.update(
                    self._source_of(line) for line in source.move_id.invoice_line_ids
                )
        return {source for source in beside if source.price_total > 0}

    def _worth(self, source):
        """What goods were sold for, as ordered or as invoiced, whichever is more."""
        worth = self._to_own_currency(source.price_total, source.currency_id)
        if source._name != "sale.order.line":
            return worth
        invoiced = sum(
            self._to_own_currency(line.price_total, line.currency_id)
            for line in source.invoice_lines
            if line.parent_state == "posted" and line.move_type == "out_invoice"
        )
        return max(worth, invoiced)

    def _given_rows(self, sources):
        """[(name, choice, {source: amount in this currency})] of what was given."""
        ordered = self.env["sale.order.line"].union(
            *(source for source in sources if source._name == "sale.order.line")
        )
        invoiced = self.env["account.move.line"].union(
            *(source for source in sources if source._name != "sale.order.line")
        )
        moves = (ordered.invoice_lines | invoiced).move_id
        rows = [
            (offer.complaint_id.name, offer._choice_key(), offer.currency_id, shares)
            for offer in self._offers_about(ordered, moves)
            if (shares := offer._shares())
        ]
        for refund in self._refunds_by_hand(ordered, moves):
            shares = self._shares_of_refund(refund)
            rows.append((refund.name, None, refund.currency_id, shares))
        return [
            (name, choice, {s: self._to_own_currency(a, money) for s, a in own.items()})
            for name, choice, money, shares in rows
            if (own := {s: a for s, a in shares.items() if s in sources})
        ]

    def _offers_about(self, ordered, moves):
        """Other compensations about these goods that bind money."""
        about = Domain("line_ids.order_line_id", "in", ordered.ids) | Domain(
            "invoice_id", "in", moves.ids
        )
        others = self.search(
            about
            & Domain("id", "not in", self.ids)
            & Domain("state", "in", GRANTED_STATES)
            & Domain("kind", "in", CLAIM_KINDS)
        )
        return others - self._fellows()

    @api.model
    def _refunds_by_hand(self, ordered, moves):
        """Posted credit notes of these goods that no compensation made."""
        about = Domain("reversed_entry_id", "in", moves.ids) | Domain(
            "invoice_line_ids.sale_line_ids", "in", ordered.ids
        )
        return self.env["account.move"].search(
            about
            & Domain("move_type", "=", "out_refund")
            & Domain("state", "=", "posted")
            & Domain("compensation_ids", "=", False)
        )

    @api.model
    def _shares_of_refund(self, refund):
        """{source: credited amount}; what names no order is found by its product."""
        shares = {}
        invoiced = refund.reversed_entry_id.invoice_line_ids.filtered(
            lambda line: line.price_total > 0
        )
        for line in refund.invoice_line_ids.filtered("price_total"):
            same = invoiced.filtered(
                lambda i, p=line.product_id: p and i.product_id == p
            )
            parts = (
                {line.sale_line_ids[:1]: line.price_total}
                if line.sale_line_ids
                else self._spread(line.price_total, same or invoiced)
            )
            for source, amount in parts.items():
                shares[source] = shares.get(source, 0.0) + amount
        return shares
