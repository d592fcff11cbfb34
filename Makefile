# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# Every command fetches what it needs on first use; see docs/operations.md.

PYTHON ?= python3
PROVISION = @$(PYTHON) -m provision
export PORT DEMO_DB

.DEFAULT_GOAL := help
.PHONY: help demo stop clean test lint check odoo shell psql bench i18n screenshots

help:
	@echo "make demo           Odoo 19 with the add-ons and the demo company, in the browser"
	@echo "make demo FRESH=1   the same with a new demo company; PORT= chooses the port"
	@echo "make test           every test; MODULES='a b' and ARGS='-k word' choose some"
	@echo "make lint           style and static checks"
	@echo "make check          install, update, uninstall, reinstall each add-on; clean logs"
	@echo "make stop           end the demo's server and the private PostgreSQL"
	@echo "make clean          remove databases, logs and the private Python environment"
	@echo "make odoo ARGS=...  the odoo command with any arguments"
	@echo "make shell DB=...   Odoo's Python shell (default: the demo)"
	@echo "make psql DB=...    the SQL prompt (default: the demo)"
	@echo "make bench          measure speed against a baseline"
	@echo "make i18n           bring the translations up to date with the code"
	@echo "make screenshots    pictures of the demo's screens, at desk and phone width"
	@echo "ODOO_HOME=folder uses your own Odoo 19, PGHOST, PGPORT, PGUSER your PostgreSQL."

demo:
	$(PROVISION) demo $(if $(FRESH),--fresh)

stop:
	$(PROVISION) stop

clean:
	$(PROVISION) clean

test:
	$(PROVISION) test $(MODULES) -- $(ARGS)

lint:
	$(PROVISION) lint

check:
	$(PROVISION) check $(MODULES)

odoo:
	$(PROVISION) odoo $(ARGS)

shell:
	$(PROVISION) shell $(DB)

psql:
	$(PROVISION) psql $(DB)

bench:
	$(PROVISION) bench $(ARGS)

i18n:
	$(PROVISION) i18n $(MODULES)

screenshots:
	$(PROVISION) screenshots $(ARGS)
