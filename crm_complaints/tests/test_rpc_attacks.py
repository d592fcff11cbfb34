# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import inspect

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .confidential_common import COMPANY_LISTS, ConfidentialCommon

REFUSALS = (AccessError, UserError)


class RpcAttacks(ConfidentialCommon):
    """Every button of every model, pressed by those who may not read the record.

    Nothing changes, and neither an answer nor a refusal tells number or subject.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint.sudo().subject = "Rude driver"
        cls._fill_parts()
        cls.models = cls._part_models()
        sister = cls.env["res.company"].create({"name": "Sister"})
        cls.attackers = cls._plain() | cls._foreigner(sister)
        cls.env.flush_all()

    @classmethod
    def _plain(cls):
        return cls._create_user("plain_c", "base.group_user")

    @classmethod
    def _foreigner(cls, company):
        return new_test_user(
            cls.env,
            login="mia_c",
            groups="crm_complaints.crm_complaints_group_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    def _rows(self):
        return {
            name: self.env[name].sudo().search([(path, "=", self.complaint.id)])
            for name, path in self.models.items()
        }

    def _state(self):
        """Stored values of all rows, and how much was written about them."""
        self.env.flush_all()
        self.env.invalidate_all()
        state = {}
        for name, rows in self._rows().items():
            stored = [key for key, f in rows._fields.items() if f.store]
            state[name] = rows.read(stored, load=None)
        for name in ("mail.message", "mail.activity", "ir.attachment", "sale.order"):
            state[name] = self.env[name].sudo().search_count([])
        return state

    def _buttons(self, model):
        """Public methods of our own add-ons that a client may call without values."""
        for name in dir(type(model)):
            if not name.startswith("action_"):
                continue
            method = getattr(type(model), name)
            if not inspect.isfunction(method):
                continue
            if not any(
                name in vars(cls) and cls.__module__.startswith("odoo.addons.crm_")
                for cls in type(model).__mro__
            ):
                continue
            needed = list(inspect.signature(method).parameters.values())[1:]
            if all(one.default is not one.empty for one in needed):
                yield name

    def _press_all_buttons(self):
        before, pressed = self._state(), 0
        for name, rows in self._rows().items():
            for button in self._buttons(rows):
                for user in self.attackers:
                    if name in COMPANY_LISTS and rows.with_user(user).has_access(
                        "read"
                    ):
                        continue
                    pressed += 1
                    with self.subTest(model=name, button=button, user=user.login):
                        self._press(rows.with_user(user), button, before)
        self.assertGreater(pressed, 250)

    def _press(self, rows, button, before):
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                answer = getattr(
                    rows[:1].with_company(rows.env.user.company_id), button
                )()
                after = self._state()
        except REFUSALS as refusal:
            answer, after = str(refusal), before
        self.assertEqual(after, before)
        for secret in (self.complaint.name, "Rude driver"):
            self.assertNotIn(secret, str(answer))

    def _fill_all_dialogs(self):
        """Filled with the id, read, recomputed, confirmed."""
        before, filled = self._state(), 0
        for name, model in self.env.registry.items():
            if not model._transient or model._abstract or "crm_" not in model._module:
                continue
            keys = self._case_fields(name)
            for user in self.attackers if keys else ():
                filled += 1
                with self.subTest(dialog=name, user=user.login):
                    self._fill_dialog(self.env[name].with_user(user), keys, before)
        self.assertGreater(filled, 30)

    def _case_fields(self, name):
        """{field: id} of a dialog that names one of our rows."""
        rows, found = self._rows(), {}
        for key, field in self.env[name]._fields.items():
            is_ours = field.type == "many2one" and field.comodel_name in rows
            if is_ours and field.store and not field.compute:
                found[key] = rows[field.comodel_name][:1].id
        return found

    def _fill_dialog(self, dialogs, keys, before):
        dialogs = dialogs.with_company(dialogs.env.user.company_id)
        told = []
        try:
            with self.env.cr.savepoint():
                known = {f"default_{key}": value for key, value in keys.items()}
                fresh = dialogs.with_context(**known)
                names = [key for key in dialogs._fields if key not in keys]
                told.append(fresh.default_get(list(dialogs._fields)))
                told.append(fresh.onchange({}, [], {key: {} for key in names}))
                values = {k: v for k, v in fresh.default_get(list(keys)).items() if v}
                dialog = dialogs.create({**values, **self._words(dialogs)})
                told.append(dialog.read(names, load=None))
                if hasattr(dialog, "action_confirm"):
                    told.append(dialog.action_confirm())
                after = self._state()
        except REFUSALS as refusal:
            told.append(str(refusal))
            after = before
        self.assertEqual(after, before)
        for secret in (self.complaint.name, "Rude driver"):
            self.assertNotIn(secret, str(told))

    def _words(self, dialogs):
        """Values of the other required fields."""
        started = dialogs.default_get(list(dialogs._fields))
        return {
            key: self._value_of(field, dialogs)
            for key, field in dialogs._fields.items()
            if field.required
            and not started.get(key)
            and not field.type.endswith("2many")
        }


@tagged("post_install", "-at_install")
class TestRpcAttacks(RpcAttacks):
    """A case of another team, for agents, salespeople and other companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.attackers |= cls.boris | cls.sam

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_buttons_of_what_one_may_not_read(self):
        self._press_all_buttons()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_dialogs_about_what_one_may_not_read(self):
        self._fill_all_dialogs()


@tagged("post_install", "-at_install")
class TestRpcAttacksConfidential(RpcAttacks):
    """A confidential case, for those who would read it otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.attackers |= cls.cora | cls.sally
        cls.complaint.sudo()._close_to_circle("About a colleague")
        cls.complaint.sudo().open_user_ids = False

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_buttons_of_a_confidential_case(self):
        self._press_all_buttons()

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_dialogs_about_a_confidential_case(self):
        self._fill_all_dialogs()


@tagged("post_install", "-at_install")
class TestRowsOfOthers(ConfidentialCommon):
    """Rows are neither put nor pushed into a case that one may not change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.complaint
        cls.complaint = cls._create_complaint(user=cls.boris)
        cls.complaint.sudo().user_id = cls.boris
        cls._fill_parts()
        cls.rows = {
            name: cls.env[name].search([(path, "=", cls.complaint.id)])
            for name, path in cls._part_models().items()
            if path == "complaint_id" and cls.env[name]._auto
        }

    def _assert_refused(self, step, values):
        try:
            with self.env.cr.savepoint():
                step(values)
                self.env.flush_all()
        except REFUSALS:
            return
        finally:
            self.env.invalidate_all()
        self.fail("It was written")

    def _count(self, name):
        foreign = [("complaint_id", "=", self.foreign.id)]
        return self.env[name].sudo().search_count(foreign)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_nobody_pushes_rows_into_a_foreign_case(self):
        for name, rows in self.rows.items():
            own = rows[:1].with_user(self.boris)
            before = self._count(name)
            with self.subTest(model=name):
                self._assert_refused(own.write, {"complaint_id": self.foreign.id})
                self.assertEqual(self._count(name), before)

    @mute_logger("odoo.models", "odoo.addons.base.models.ir_rule", "odoo.sql_db")
    def test_nobody_puts_rows_into_a_foreign_case(self):
        """Not even rows that he himself would have to work on."""
        for name in self.rows:
            model = self.env[name].with_user(self.boris)
            with self.subTest(model=name):
                known = {"complaint_id": self.foreign.id}
                if "user_id" in model._fields and not model._fields["user_id"].readonly:
                    known["user_id"] = self.boris.id
                values = self._values_of(model.sudo(), **known)
                self._assert_refused(model.create, values)
