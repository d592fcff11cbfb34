# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from .common import ComplaintsMoneyCommon


class CompensationCommon(ComplaintsMoneyCommon):
    """Anna's complaint about 3 of 10 bags at 100, 15 % tax, that cost 60 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.with_company(cls.company).standard_price = 60.0
        cls.complaint = cls._create_claim()

    @classmethod
    def _create_claim(cls, quantity=3, order=None, **values):
        line = (order or cls.order).order_line[:1]
        claim = {"order_line_id": line.id, "quantity": quantity}
        return cls._create_complaint(line_ids=[Command.create(claim)], **values)

    @classmethod
    def _claim_covers(cls, quantity=3):
        """Order and claim of ten covers, 1,150 like the bags, that no Inventory moves:
        what comes back is received by hand, whatever is installed."""
        covers = cls.env["product.product"].create(
            {"name": "Cover", "type": "service", "taxes_id": False}
        )
        order = cls._create_order(product=covers)
        order.order_line.tax_ids = cls.tax
        cls._invoice(order)
        return order, cls._create_claim(quantity, order=order)

    @classmethod
    def _propose(cls, kind, amount=False, user=None, complaint=None, **values):
        """Proposal of a remedy by anna; goods are those of the complaint."""
        vals = {
            "complaint_id": (complaint or cls.complaint).id,
            "kind": kind,
            "note": "Sorry for that",
            **values,
        }
        if amount:
            vals["amount"] = amount
        offers = cls.env["crm.complaint.compensation"].with_user(user or cls.anna)
        return offers.with_company(cls.company).create(vals)

    @classmethod
    def _accepted(cls, kind, amount=False, **values):
        offer = cls._propose(kind, amount, **values)
        offer.action_offer()
        return cls._accept(offer)

    @classmethod
    def _accept(cls, offer):
        offer.sudo()._accept(cls.contact)
        return offer

    @classmethod
    def _goods(cls, quantity, order=None):
        line = (order or cls.order).order_line[:1]
        return [Command.create({"order_line_id": line.id, "quantity": quantity})]

    @classmethod
    def _refresh(cls, today=None):
        cls.env["crm.customer"]._refresh_facts(cls.customer, today)
        cls.env.invalidate_all()

    @classmethod
    def _quotation(cls, amount=100.0, quantity=10, **values):
        """A new quotation of untaxed amount times quantity, with 15 % tax."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.partner.id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": quantity,
                            "price_unit": amount,
                            "tax_ids": [Command.set(cls.tax.ids)],
                        }
                    )
                ],
                **values,
            }
        )
