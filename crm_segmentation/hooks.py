# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Scores the customers who are there already, with the rules that were shipped."""
    power = env.ref("base.res_partner_industry_D", raise_if_not_found=False)
    if power:
        power.segment_is_growing = True
    for company in env["res.company"].search([]):
        env["crm.customer"]._refresh_scores(company)
        env["crm.customer.value"]._refresh(company)
        env["crm.cockpit.figure"]._refresh(company)
    env["crm.report.schedule"]._keep_statistics()


def uninstall_hook(env):
    """Cuts the link of customers to trade types before these are removed one by one."""
    customers = env["crm.customer"].with_context(active_test=False)
    customers.search([("trade_type_id", "!=", False)]).trade_type_id = False
    env.flush_all()
