# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every test: the repository's own, then Odoo's on two copies of a template."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

from . import addons, database, odoo_command, system_tools, templates, venv
from .console import WORKERS, in_parallel, say
from .console import run as run_command
from .errors import Problem
from .locks import only_one
from .paths import DATABASE_PREFIX, LOGS, PYTHON, ROOT, STATE

REPORTS = STATE / "reports"
SUMMARY = REPORTS / "summary"
PLAIN = ("repo", "provision")
# A tour takes about as long as this many ordinary tests.
TOUR_WEIGHT = 20
MARKS = re.compile(r"^[.FEsxX]+", re.MULTILINE)


def run(arguments):
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    modules, options = arguments[:cut], arguments[cut + 1 :]
    with only_one(STATE / "test.lock", "the tests"):
        venv.ensure("tools")
        REPORTS.mkdir(exist_ok=True)
        for old in REPORTS.iterdir():
            old.unlink()
        with ThreadPoolExecutor(1) as beside:
            # Beside the building of the template, which keeps one core busy.
            waiting = [] if modules else [beside.submit(plain, options)]
            statuses = in_odoo(modules, options)
        statuses += [future.result() for future in waiting]
        line, good = summary()
    SUMMARY.write_text(line + "\n")
    say(line)
    # pytest ends with 5 when a selection leaves a shard without tests.
    return 0 if good and not set(statuses) - {0, 5} else 1


def plain(options):
    """Run the tests that need neither Odoo nor a database."""
    places = [f"tests/{n}" for n in PLAIN if any((ROOT / "tests" / n).glob("test_*"))]
    if not places:
        return 0
    say("Testing the repository and the provisioning.")
    log = LOGS / "test-plain.log"
    command = [*pytest("plain", options), "-p", "no:odoo", *places]
    return judged("tests/repo and tests/provision", log, command)


def in_odoo(modules, options):
    """Run Odoo's tests, one database and one process for each half."""
    files = test_files(modules)
    if not files:
        return []
    system_tools.ensure()
    odoo = odoo_command.prepare("tools")
    template = templates.suite(odoo)
    shards = share(files)
    say(f"Testing {len(files)} files on {len(shards)} databases.")

    def one(number):
        name = f"{DATABASE_PREFIX}test_{number}"
        database.copy(template, name)
        try:
            return shard(number, name, shards[number], options)
        finally:
            database.drop(name)

    return in_parallel(one, range(len(shards)))


def shard(number, name, files, options):
    command = [
        *pytest(f"shard-{number}", options),
        f"--odoo-config={odoo_command.SETTINGS}",
        f"--odoo-database={name}",
        "--odoo-http",
        *files,
    ]
    title = f"part {number + 1} ({len(files)} files)"
    return judged(title, LOGS / f"test-{number}.log", command)


def pytest(report, options):
    command = [PYTHON, "-m", "pytest", "-q", "--tb=short", "-ra"]
    return [*command, f"--junitxml={REPORTS / report}.xml", *options]


def judged(title, log, command):
    """Run pytest into a log and show the log when something failed."""
    log.unlink(missing_ok=True)

    def progress():
        """Say how far pytest has come: it writes a mark for each test."""
        text = log.read_text(errors="replace") if log.exists() else ""
        return f"{sum(map(len, MARKS.findall(text)))} tests done"

    status = run_command(command, log, label=title, progress=progress, cwd=ROOT)
    if status not in (0, 5):
        say(f"--- {title}, from {log}")
        say(log.read_text(errors="replace")[-20000:].strip())
    else:
        say(f"{title}: {log.read_text().strip().splitlines()[-1]}")
    return status


def test_files(modules):
    """Return the test files of these add-ons, or of all."""
    everything = addons.names() + addons.test_names()
    unknown = set(modules) - set(everything)
    if unknown:
        raise Problem(f"There is no add-on {', '.join(sorted(unknown))} here.")
    files = []
    for name in modules or everything:
        files += sorted(addons.folder(name).glob("tests/test_*.py"))
    return files


def share(files):
    """Deal the files out so that the parts weigh about the same."""
    shards = [[] for _ in range(min(WORKERS, len(files)))]
    loads = [0] * len(shards)
    for path in sorted(files, key=weight, reverse=True):
        lightest = loads.index(min(loads))
        shards[lightest].append(path)
        loads[lightest] += weight(path)
    return [sorted(shard) for shard in shards]


def weight(path):
    text = path.read_text()
    tours = text.count("start_tour(") + text.count("browser_js(")
    return 1 + text.count("def test_") + TOUR_WEIGHT * tours


def summary():
    """Return the closing line over all parts, and whether all is well."""
    totals = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for report in sorted(REPORTS.glob("*.xml")):
        for suite in ElementTree.parse(report).iter("testsuite"):
            for key in totals:
                totals[key] += int(suite.get(key, 0))
    failed = totals["failures"] + totals["errors"]
    passed = totals["tests"] - failed - totals["skipped"]
    line = f"{passed} passed, {failed} failed, {totals['skipped']} skipped"
    return line, not failed and passed > 0
