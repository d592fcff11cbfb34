# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """Removes what has no XML id: approvals and rules of contracts, and sequences."""
    env = env(context={**env.context, "_force_unlink": True})
    env["crm.approval"].search([("kind", "=", "contract")]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "=", "contract")]).unlink()
    env["ir.sequence"].search([("code", "=", "crm.contract")]).unlink()
