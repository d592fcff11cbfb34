# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Gives every customer that has documents an account, and computes its facts."""
    accounts = env["crm.customer"]._open_missing_accounts()
    env["crm.customer"]._refresh_facts(accounts)
