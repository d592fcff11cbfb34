# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields

from .common import ComplaintsCommon

MANAGER = "crm_complaints.crm_complaints_group_manager"
AGENT = "crm_complaints.crm_complaints_group_agent"
# Rows that lead to the case by another row.
BY_WAY = {
    "crm.complaint.compensation.line": "compensation_id.complaint_id",
    "crm.complaint.service.line": "service_id.complaint_id",
    "crm.satisfaction.answer": "invitation_id.complaint_id",
}
# Lists of all agents of a company, whatever team; confidentiality only closes them.
COMPANY_LISTS = {
    "crm.complaint.solution",
    "crm.complaint.web.message",
    "crm.satisfaction.answer",
    "crm.satisfaction.invitation",
    "rating.rating",
}
# Documents that others work on; they show no number of a confidential case.
DOCUMENTS = {"crm.lead", "sale.order"}


class ConfidentialCommon(ComplaintsCommon):
    """A case with one row in every model that belongs to it, and people around it.

    ======= ============================== =======================================
    user    role                           of a confidential case
    ======= ============================== =======================================
    anna    agent of the case              inside
    mona    leader and manager             inside
    dora    agent of no team, it is open   inside, reads only
    cora    second agent of the team       outside
    carla   company level                  outside
    sally   owns the customer              outside
    dirk    director, no complaint manager outside
    ======= ============================== =======================================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cora, cls.carla, cls.dora = (
            cls._create_user(f"{name}_c", AGENT) for name in ("cora", "carla", "dora")
        )
        cls.dirk = cls._create_user(
            "dirk_c", "crm_lifecycle.crm_lifecycle_group_director"
        )
        cls.team.member_ids |= cls.cora
        cls.team.parent_id = cls.env["crm.complaint.team"].create(
            {
                "name": "Company Level",
                "company_id": cls.company.id,
                "user_id": cls.carla.id,
                "resource_calendar_id": cls.calendar.id,
            }
        )
        cls.stranger = cls._create_partner("Supplier", "sue@supplier.test")
        cls.complaint = cls._create_complaint(team_id=cls.team.id)
        cls.complaint.sudo().user_id = cls.anna
        exporters = cls.env.ref("base.group_allow_export")
        exporters.user_ids |= (
            cls.anna | cls.mona | cls.cora | cls.carla | cls.sally | cls.dirk
        )
        cls.outsiders = cls.cora | cls.carla | cls.sally | cls.dirk

    @classmethod
    def _part_models(cls):
        """{model: path to the case} of all stored models that belong to a case."""
        found = {"crm.complaint": "id"}
        for name, model in cls.env.registry.items():
            if model._abstract or model._transient or name in DOCUMENTS:
                continue
            field = cls.env[name]._fields.get("complaint_id")
            if field and field.comodel_name == "crm.complaint":
                found[name] = "complaint_id"
        return {**found, **BY_WAY}

    @classmethod
    def _fill_parts(cls):
        """One row in each model that has a table."""
        for name, path in cls._part_models().items():
            model = cls.env[name].sudo()
            if not model._auto or model.search_count([(path, "=", cls.complaint.id)]):
                continue
            known = {}
            if path in BY_WAY.values():
                way = path.split(".")[0]
                owner = model._fields[way].comodel_name
                row = cls.env[owner].sudo()
                known[way] = row.search([("complaint_id", "=", cls.complaint.id)]).id
            cls._fill(name, **known)
        offers = cls.complaint.sudo().compensation_ids
        offers.write({"state": "done", "date_granted": "2026-03-02"})
        cls.env.flush_all()

    @classmethod
    def _fill(cls, name, **known):
        model = cls.env[name].sudo()
        return model.create(cls._values_of(model, **known))

    @classmethod
    def _values_of(cls, model, **known):
        values = dict(cls._known_values(model._name), **known)
        asked = [key for key in model._fields if key not in values]
        started = model.default_get(asked)
        for key, field in model._fields.items():
            is_ours = field.required or key == "complaint_id"
            if not is_ours or key in values or started.get(key) or field.compute:
                continue
            if not field.related:
                values[key] = cls._value_of(field, model)
        return values

    @classmethod
    def _known_values(cls, name):
        """What rows need besides the fields that are required."""
        return {
            "crm.complaint.compensation": {
                "kind": "goodwill",
                "amount": 10.0,
                "note": "Sorry",
            },
            "crm.complaint.cost": {"kind": "other", "amount": 5.0},
            "crm.complaint.link": {"other_id": cls._create_complaint().id},
            "crm.complaint.measure": {"verifier_id": cls.mona.id},
            "crm.complaint.inquiry": {"partner_id": cls.stranger.child_ids.id},
            "crm.satisfaction.answer": {"perceived": 3.0},
            "rating.rating": {
                "res_model_id": cls.env["ir.model"]._get_id("crm.complaint"),
                "res_id": cls.complaint.id,
                "rating": 5,
                "consumed": True,
            },
        }.get(name, {})

    @classmethod
    def _value_of(cls, field, model):
        plain = {
            "char": "Words",
            "text": "Words",
            "date": fields.Date.to_date("2099-12-31"),
            "datetime": fields.Datetime.to_datetime("2099-12-31"),
            "integer": 1,
            "float": 1.0,
            "monetary": 1.0,
        }
        if field.type == "many2one":
            return cls._record_of(field.comodel_name).id
        if field.type == "selection":
            return field.get_values(cls.env)[0]
        return plain[field.type]

    @classmethod
    def _record_of(cls, name):
        known = {
            "crm.complaint": cls.complaint,
            "crm.complaint.team": cls.team,
            "crm.customer": cls.customer,
            "product.product": cls.product,
            "res.company": cls.company,
            "res.partner": cls.contact,
            "res.users": cls.anna,
        }
        if name in known:
            return known[name]
        if name == "sale.order.line":
            return cls._create_order().order_line
        where = [("complaint_id", "=", cls.complaint.id)]
        model = cls.env[name].sudo()
        own = "complaint_id" in model._fields and model.search(where, limit=1)
        if own or "complaint_id" not in model._fields:
            return own or model.search([], limit=1) or cls._fill(name)
        return cls._fill(name)
