# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re


class PortalClient:
    """What a browser of a customer sends; for HttpCase with ComplaintsBuilders."""

    @classmethod
    def _set_up_portal(cls):
        cls.paula = cls._create_portal_user("paula_c", cls.contact)
        cls.stranger = cls._create_partner("Gamma", "fred@gamma.test")
        cls.fred = cls._create_portal_user("fred_portal", cls.stranger.child_ids)

    def log_in(self, user):
        self.authenticate(user.login, user.login.ljust(8, "x"))

    def post(self, url, data=()):
        page = self.url_open("/my/complaints/new")
        if "csrf_token" not in page.text:
            page = self.url_open("/web/login")
        token = re.search(r'csrf_token: "([^"]+)"', page.text).group(1)
        lists = {}
        for name, value in [*data, ("csrf_token", token), ("form", "sent")]:
            lists.setdefault(name, []).append(value)
        return self.url_open(url, data=lists, allow_redirects=False)
