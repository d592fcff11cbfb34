# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """The number sequences are made per company on first use, without an XML id."""
    env["ir.sequence"].search([("code", "=", "crm.contract")]).unlink()
