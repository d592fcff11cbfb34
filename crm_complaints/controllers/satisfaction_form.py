# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
NUMBERS = ("overall", "complaint_likelihood", "loyalty", "use_again", "nps")
WORDS = ("difficulty", "need", "comment")


class SatisfactionForm:
    """What a customer ticked; kept as typed so that a refused page comes back full.

    survey: record of the superuser; post: dict of texts.
    """

    def __init__(self, survey, post):
        self.survey = survey
        self.post = post

    @property
    def scale(self):
        return int(self.survey.scale)

    @property
    def scores(self):
        return list(range(1, self.scale + 1))

    @property
    def dimensions(self):
        return self.survey._dimensions()

    @property
    def sides(self):
        """Which scores an item asks for: [(prefix, words)]."""
        env = self.survey.env
        seen = ("perceived", env._("Experienced"))
        if not self.survey.ask_expectation:
            return [("perceived", "")]
        return [("expected", env._("Expected")), seen]

    @property
    def wholes(self):
        """Questions about the whole: [(name, question, low end, high end)]."""
        env = self.survey.env
        return [
            (
                "overall",
                env._("How satisfied are you, all in all?"),
                env._("not at all"),
                env._("very"),
            ),
            (
                "complaint_likelihood",
                env._("How likely is it that you complain about us?"),
                env._("unlikely"),
                env._("very likely"),
            ),
            (
                "loyalty",
                env._("Will you stay our customer, also when others are cheaper?"),
                env._("no"),
                env._("certainly"),
            ),
            (
                "use_again",
                env._("Will you use our products and services again?"),
                env._("no"),
                env._("certainly"),
            ),
        ]

    def value(self, name):
        return (self.post.get(name) or "").strip()

    def sheet(self):
        """The answers as the business method takes them; empty is None."""
        items = {
            question.id: (
                self._number(f"expected_{question.id}"),
                self._number(f"perceived_{question.id}"),
            )
            for question in self.survey.question_ids
        }
        return {
            "items": items,
            **{name: self._number(name) for name in NUMBERS},
            **{name: self.value(name)[:2000] for name in WORDS},
        }

    def _number(self, name):
        """A score; 0 is one too, nonsense is out of range and refused as such."""
        typed = self.value(name)
        if not typed:
            return None
        return int(typed) if typed.isascii() and typed.isdigit() else -1
