# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements whose plans PostgreSQL keeps (decision 0079); nothing here runs them."""

from odoo.tools import SQL


def forget(name):
    return SQL("DROP FUNCTION IF EXISTS %s", SQL.identifier(name))


def keep(name, takes, gives, text):
    """Makes a function of a statement, so that it is planned once per connection.

    takes, gives: SQL of the types of its parameters and of the columns of its rows
    text: the statement, with $1, $2, ... for the parameters

    The plan fits every value: what these statements look up is found by indexes. To
    compile it for each run would take longer than the run.
    """
    return SQL(
        """
CREATE FUNCTION %(name)s(%(takes)s) RETURNS TABLE (%(gives)s)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off
AS %(body)s
""",
        name=SQL.identifier(name),
        takes=takes,
        gives=gives,
        body=f"#variable_conflict use_column\nBEGIN RETURN QUERY {text}; END",
    )
