# One image for web, worker, beat and migrate; the command chooses.

FROM python:3.12-slim-bookworm AS thu-vien
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes -r /tmp/base.txt

FROM python:3.12-slim-bookworm
# What WeasyPrint loads; the fonts themselves are in static/fonts.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin cucctdp
COPY --from=thu-vien /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache \
    DJANGO_SETTINGS_MODULE=cucctdp.settings.production \
    CUCCTDP_VAR=/srv/var
WORKDIR /srv/cucctdp
COPY . .
# Production settings refuse to load without secrets; these live for this one command.
RUN SECRET_KEY=build KHOA_XAC_MINH=build DATABASE_URL=postgres://build@localhost/build \
    REDIS_URL=redis://localhost/0 ALLOWED_HOSTS=build \
    python manage.py collectstatic --noinput -v 0 \
 && mkdir -p /srv/var/kho-tep \
 && chown -R cucctdp:cucctdp /srv/var/kho-tep
USER cucctdp
VOLUME /srv/var/kho-tep
EXPOSE 8000
# WEB_CONCURRENCY sets the number of workers.
CMD ["gunicorn", "cucctdp.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", \
     "--timeout", "120", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
