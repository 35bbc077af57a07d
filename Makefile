# Thin on purpose: what each target does lives in cucctdp/embedded/. `make help` lists them.
# Paths are relative everywhere: the project may lie in a directory with spaces.

SHELL := /bin/sh
PY := .venv/bin/python
bam = $(shell (sha256sum requirements/$(1).txt 2>/dev/null || shasum -a 256 requirements/$(1).txt) | cut -c1-12)
BASE := .venv/.base-$(call bam,base)
DEV := .venv/.dev-$(call bam,dev)
PYTEST := $(PY) -m pytest -n 2 --dist loadscope

.DEFAULT_GOAL := help
.PHONY: help run test nhanh check bench demo clean

help:
	@echo "make run     chạy thử toàn hệ thống (PORT=8000; THUC_TE=1: chỉ số liệu đã công bố)"
	@echo "make demo    làm một lượt công việc chính rồi thoát; kết quả trong var/demo/"
	@echo "make test    toàn bộ kiểm thử"
	@echo "make nhanh   phần kiểm thử nhanh, dưới một phút"
	@echo "make check   ruff, mypy, import-linter, migrations, cấu hình sản xuất"
	@echo "make bench   đo tốc độ"
	@echo "make clean   xoá .venv và var (dữ liệu thử)"

run: $(BASE)
	@$(PY) -m cucctdp.embedded.chay

test: $(DEV)
	@$(PY) cucctdp/embedded/he_thong.py pango
	@$(PY) cucctdp/embedded/he_thong.py chromium
	$(PYTEST)

nhanh: $(DEV)
	@$(PY) cucctdp/embedded/he_thong.py pango
	$(PYTEST) -m "not trinh_duyet and not cham"

check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	DATABASE_URL=postgres://kiem:tra@127.0.0.1:9/kiem-tra REDIS_URL=redis://127.0.0.1:9/0 $(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	CUCCTDP_VAR="$$PWD"/var/thu $(PY) -m cucctdp.embedded -- $(PY) manage.py makemigrations --check --dry-run
	CUCCTDP_VAR="$$PWD"/var/thu $(PY) -m cucctdp.embedded -- $(PY) manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=cucctdp.settings.production ALLOWED_HOSTS=vi-du.gov.vn \
	SECRET_KEY=chi-de-kiem-tra-cau-hinh-8c1f0e7a2b9d4c63a5e0f1d2b3c4a596 KHOA_XAC_MINH=kiem-tra \
	DATABASE_URL=postgres://kiem:tra@127.0.0.1:9/kiem-tra REDIS_URL=redis://127.0.0.1:9/0 \
	$(PY) manage.py check --deploy --fail-level WARNING

bench: $(DEV)
	@$(PY) cucctdp/embedded/he_thong.py pango
	CUCCTDP_VAR="$$PWD"/var/bench $(PY) -m cucctdp.embedded -- $(PY) manage.py do_hieu_nang

# Its own database: a `make run` beside it keeps its data.
demo: $(BASE)
	@$(PY) cucctdp/embedded/he_thong.py pango
	@mkdir -p var/demo
	@CUCCTDP_VAR="$$PWD"/var/demo-db $(PY) -m cucctdp.embedded -- $(PY) manage.py demo

clean:
	@if [ -x $(PY) ]; then $(PY) -m cucctdp.embedded --don 2>.venv/.don; ma=$$?; \
	  if [ $$ma -eq 3 ]; then cat .venv/.don; exit 1; fi; fi
	rm -rf var .venv

# --- .venv: reinstalled only when a lock changes; a half-made one is made again -------------------

define venv
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
	  for p in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	    if $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	      >/dev/null 2>&1; then chon=$$p; break; fi; \
	  done; \
	  if [ -z "$$chon" ]; then \
	    echo "Cần Python 3.11, 3.12 hoặc 3.13 kèm venv. Trên Debian/Ubuntu:"; \
	    echo "    sudo apt-get update && sudo apt-get install -y python3 python3-venv"; exit 1; fi; \
	  echo "Tạo .venv bằng $$($$chon --version)"; rm -rf .venv && $$chon -m venv .venv; }
	@echo "Cài thư viện theo $(1) (lần đầu khoảng một phút)…"
	@dau=$$(date +%s); \
	{ command -v uv >/dev/null 2>&1 && \
	  uv pip install -q --python $(PY) --require-hashes -r $(1) 2>/dev/null; } || \
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $(1) && \
	echo "  $$(( $$(date +%s) - dau )) s  cài thư viện"
	@$(PY) -c "import pathlib, sysconfig; \
	(pathlib.Path(sysconfig.get_path('purelib')) / 'cucctdp.pth').write_text('../../../..\n')"
endef

$(BASE):
	$(call venv,requirements/base.txt)
	@rm -f .venv/.base-* && touch $@

# The dev lock holds the base lock too.
$(DEV):
	$(call venv,requirements/dev.txt)
	@rm -f .venv/.base-* .venv/.dev-* && touch $(BASE) $@
