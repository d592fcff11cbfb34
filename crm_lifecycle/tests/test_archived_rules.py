# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestArchivedRules(LifecycleCommon):
    """The refresh of facts looks at archived customers, but at no archived rule."""

    def test_archived_rule_counts_no_more(self):
        for name in ("crm.lifecycle.stage", "crm.vip.tier", "crm.alert.rule"):
            rules = self.env[name].with_context(active_test=False)
            with self.subTest(model=name):
                rule = self._rule_of(rules)
                self.assertIn(rule, rules._rules_of_company(self.company.id))
                rule.active = False
                self.assertNotIn(rule, rules._rules_of_company(self.company.id))

    def _rule_of(self, rules):
        """A rule that is on and belongs to what the company follows."""
        domain = [("active", "=", True), ("rule_domain", "not in", [False, "", "[]"])]
        if "set_id" in rules._fields:
            domain += [
                ("set_id", "=", self.company.lifecycle_stage_set_id.id),
                ("is_default", "=", False),
            ]
        rule = rules.search(domain, limit=1)
        rule.rule_enabled = True
        return rule
