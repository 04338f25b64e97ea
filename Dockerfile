# The image of web, worker and beat. Built in three steps, so that no build tool is left in what runs.

FROM node:22-bookworm-slim AS assets
WORKDIR /praksis
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY bin/build_assets.mjs bin/
COPY assets/ assets/
RUN npm run build

# The Python that the tests run on
FROM python:3.11-slim-bookworm AS environment
COPY requirements.txt .
RUN python -m venv /environment \
 && /environment/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --home-dir /praksis --shell /usr/sbin/nologin praksis \
 && install -d -o praksis -g praksis -m 700 /data
WORKDIR /praksis
COPY --from=environment /environment /environment
COPY . .
COPY --from=assets /praksis/static/dkfds static/dkfds
ENV PATH=/environment/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    XDG_CACHE_HOME=/tmp \
    HOST=0.0.0.0 \
    PORT=8000
RUN SECRET_KEY=only-while-building python manage.py collectstatic --noinput --verbosity 0
USER praksis
VOLUME /data
EXPOSE 8000
CMD ["gunicorn"]
