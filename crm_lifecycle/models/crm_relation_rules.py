# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which type of relation pays: few customers worth much deserve the most care."""

# rows: how many customers; columns: worth of each, high, middle, low
SUGGESTIONS = {
    "few": ("partner", "proactive", "responsible"),
    "some": ("proactive", "responsible", "basic"),
    "many": ("responsible", "basic", "basic"),
}


def suggest(count, percent, bounds):
    """Type of relation for a kind with so many customers, each worth so much.

    percent: mean turnover of the kind in percent of the company's mean
    bounds: (few, many, high, low): up to few customers are few, from many on they are
        many; from high percent on the worth is high, below low it is low
    """
    few, many, high, low = bounds
    row = "few" if count <= few else "many" if count >= many else "some"
    column = 0 if percent >= high else 2 if percent < low else 1
    return SUGGESTIONS[row][column]
