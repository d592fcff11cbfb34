# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Scores the customers who are there already, with the rules that were shipped."""
    for company in env["res.company"].search([]):
        env["crm.customer"]._refresh_scores(company)
        env["crm.customer.value"]._refresh(company)
    env["crm.report.schedule"]._keep_statistics()


def uninstall_hook(env):
    """Cuts the link of customers to trade types before these are removed one by one."""
    customers = env["crm.customer"].with_context(active_test=False)
    customers.search([("trade_type_id", "!=", False)]).trade_type_id = False
    env.flush_all()
