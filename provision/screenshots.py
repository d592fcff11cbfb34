# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures of the demo's screens, at the widths of a desk and of a phone."""

import shutil

from . import demo, odoo_command, server, system_tools
from .console import say
from .errors import Problem
from .paths import ROOT, STATE

SCREENS = ROOT / "provision" / "screens.txt"
FOLDER = STATE / "screenshots"
WIDTHS = {
    "desk": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
LOADED = ".o_action_manager .o_control_panel, #wrap"
BUSY = ".o_blockUI, .o_loading_indicator"


def run(arguments):
    system_tools.ensure()
    odoo_command.prepare("tools")
    record = server.running()
    if not record:
        raise Problem("The demo does not run: start it with 'make demo'.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    faults = take(f"http://127.0.0.1:{record['port']}", arguments)
    say(f"The pictures are in {FOLDER}.")
    return 1 if faults else 0


def screens(wanted):
    """Read the list of screens: who looks, the address, the picture's name."""
    there = demo.logins()
    for line in SCREENS.read_text().splitlines():
        if line.startswith("#"):
            continue
        login, path, name = line.split()
        if login not in there:
            say(f"{name}: this demo company has no {login}.")
        elif not wanted or name in wanted or login in wanted:
            yield login, path, name


def take(address, wanted):
    """Take every picture; return how many screens did not open."""
    from playwright.sync_api import Error, sync_playwright

    browser_path = next(filter(None, map(shutil.which, system_tools.BROWSERS)), None)
    if not browser_path:
        raise Problem("There is no browser to take pictures with: install chromium.")
    faults = 0
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        for login, path, name in screens(wanted):
            for width, size in WIDTHS.items():
                page = browser.new_page(viewport=size)
                try:
                    picture(page, address, login, path)
                except Error as error:
                    faults += 1
                    say(f"{name}, {width}: {str(error).splitlines()[0]}")
                page.screenshot(path=FOLDER / f"{name}-{width}.png")
                page.context.close()
        browser.close()
    return faults


def picture(page, address, login, path):
    """Log in and wait until the screen stands still."""
    page.goto(f"{address}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click(".oe_login_form button[type=submit]")
    page.wait_for_url(lambda url: "/web/login" not in url)
    page.goto(f"{address}{path}")
    page.wait_for_selector(LOADED, timeout=60000)
    page.wait_for_selector(BUSY, state="hidden")
    # Charts draw themselves for a moment after their data came.
    page.wait_for_timeout(1500)
