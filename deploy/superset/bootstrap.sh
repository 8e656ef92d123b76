#!/bin/sh
# Prepares Superset: its own tables, the administrator, the roles, and Bidlake's dashboard. The
# script is idempotent: running it again updates the same objects.
set -eu

here=$(dirname "$0")

superset db upgrade
# Does nothing if the user exists, so a password that was changed in Superset stays.
superset fab create-admin \
  --username "$SUPERSET_ADMIN_USER" --password "$SUPERSET_ADMIN_PASSWORD" \
  --firstname Bidlake --lastname Admin --email "$SUPERSET_ADMIN_USER@localhost"
superset init
python "$here/import_assets.py" "$here/assets"
