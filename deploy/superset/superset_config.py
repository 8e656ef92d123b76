"""Superset's settings. The values that differ between installations come from the environment."""

import os
from copy import deepcopy

from sqlalchemy.engine import URL
from superset.config import TALISMAN_CONFIG as DEFAULT_TALISMAN_CONFIG

# Signs sessions and encrypts secrets in the metadata. If it changes, saved connections are lost.
SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]

# Dashboards, charts and users are in PostgreSQL, so they survive a restart.
SQLALCHEMY_DATABASE_URI = URL.create(
    "postgresql+psycopg2",
    username=os.environ["POSTGRES_USER"],
    password=os.environ["POSTGRES_PASSWORD"],
    host=os.environ["POSTGRES_HOST"],
    port=int(os.environ.get("POSTGRES_PORT", "5432")),
    database=os.environ["POSTGRES_DB"],
).render_as_string(hide_password=False)

# One web process with threads serves a team, so a cache in its memory is enough, without Redis. A
# chart's data is at most ten seconds old, and many open browsers cause no more queries than one.
CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 300}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 10}
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 24 * 3600}
EXPLORE_FORM_DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 24 * 3600}

# An auto-refresh reads the cache first; "force" would query Trino for every chart of every browser.
DASHBOARD_AUTO_REFRESH_MODE = "fetch"
DASHBOARD_AUTO_REFRESH_INTERVALS = [
    [0, "Don't refresh"],
    [15, "15 seconds"],
    [30, "30 seconds"],
    [60, "1 minute"],
    [300, "5 minutes"],
]
# The range "Last day" ends now, not at midnight.
DEFAULT_RELATIVE_START_TIME = "now"
DEFAULT_RELATIVE_END_TIME = "now"

# Prevents a chart or a query in SQL Lab from fetching a whole table by mistake.
ROW_LIMIT = 10_000
SQL_MAX_ROW = 50_000
DISPLAY_MAX_ROW = 10_000
SUPERSET_WEBSERVER_TIMEOUT = 120
SQLLAB_TIMEOUT = 110

# Pages load nothing from other servers: the defaults without the map and telemetry servers. The
# default is plain HTTP on loopback; behind a proxy with TLS, set SUPERSET_HTTPS=true.
_HTTPS = os.environ.get("SUPERSET_HTTPS", "false").lower() == "true"
TALISMAN_ENABLED = True
TALISMAN_CONFIG = deepcopy(DEFAULT_TALISMAN_CONFIG)
TALISMAN_CONFIG["content_security_policy"].update(
    {
        "img-src": ["'self'", "blob:", "data:"],
        "connect-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
    }
)
TALISMAN_CONFIG["session_cookie_secure"] = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
ENABLE_PROXY_FIX = _HTTPS
