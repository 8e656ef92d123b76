#!/bin/sh
# Prepares Superset: its own tables, the administrator, the roles, and Bidlake's dashboard. Running it
# again updates the same objects and adds none.
set -eu

here=$(dirname "$0")

superset db upgrade
# Only says so when the user exists: a password that was changed in Superset stays.
superset fab create-admin \
  --username "$SUPERSET_ADMIN_USER" --password "$SUPERSET_ADMIN_PASSWORD" \
  --firstname Bidlake --lastname Admin --email "$SUPERSET_ADMIN_USER@localhost"
superset init
python "$here/import_assets.py" "$here/assets"
