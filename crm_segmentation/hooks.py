# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Scores the customers who are there already, with the rules that were shipped."""
    for company in env["res.company"].search([]):
        env["crm.customer"]._refresh_scores(company)
