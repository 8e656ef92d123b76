"""Imports the folder of assets (database, datasets, charts, dashboard) into Superset's metadata.

An object whose uuid exists already is overwritten in place and keeps its id. The import is one
transaction.

Environment: TRINO_URI replaces the address of Trino in assets/databases; SUPERSET_ADMIN_USER
becomes the owner of the imported objects.
"""

import os
import sys
from pathlib import Path

import yaml
from superset.app import create_app


def contents(folder: Path) -> dict[str, str]:
    files = {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.yaml"))
    }
    trino = os.environ.get("TRINO_URI")
    if trino:
        for name in files:
            if name.startswith("databases/"):
                database = yaml.safe_load(files[name])
                database["sqlalchemy_uri"] = trino
                files[name] = yaml.safe_dump(database)
    return files


def main() -> None:
    files = contents(Path(sys.argv[1]))
    app = create_app()
    with app.app_context():
        # Importing Superset's models requires the application's context.
        from superset import security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.utils.core import override_user

        owner = security_manager.find_user(os.environ["SUPERSET_ADMIN_USER"])
        with override_user(owner):
            ImportAssetsCommand(files).run()
    print(f"imported {len(files) - 1} assets from {sys.argv[1]}")


if __name__ == "__main__":
    main()
