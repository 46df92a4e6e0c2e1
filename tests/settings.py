"""The node's settings with a temporary home and the database engine that CJIN_TEST_ENGINE asks for."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from cjin.node.packages import APPS
from cjin.node.prepare.messages import compile_into
from tests import cluster

ENGINE = os.environ.get("CJIN_TEST_ENGINE", "sqlite")

if "CJIN_TEST_HOME" not in os.environ:
    # Set once by the process that starts the run; the workers of pytest-xdist inherit it with the cluster's address.
    os.environ["CJIN_TEST_HOME"] = tempfile.mkdtemp(prefix="cjin-test-")
    atexit.register(shutil.rmtree, os.environ["CJIN_TEST_HOME"], ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("CJIN_") and not name.startswith("CJIN_TEST_")]:
        del os.environ[name]
    for folder in ("static", "incoming"):
        (Path(os.environ["CJIN_TEST_HOME"]) / folder).mkdir()
    compile_into(Path(os.environ["CJIN_TEST_HOME"]) / "locale", APPS)
    os.environ.pop("DATABASE_URL", None)
    if ENGINE == "postgres" and cluster.programs():
        os.environ["DATABASE_URL"] = cluster.start()
os.environ["CJIN_HOME"] = os.environ["CJIN_TEST_HOME"]
# Playwright keeps an event loop running in the worker that drove a browser, and the next tests there use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from cjin.node.settings import *  # noqa: E402, F403
from cjin.node.settings import ALLOWED_HOSTS, DATABASES, HOME, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
if ENGINE == "sqlite":
    # A file and not memory: two connections must meet the locks that they will meet in a node.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    DATABASES["default"]["TEST"] = {"NAME": HOME / f"test-{worker}.sqlite3"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS += ["testserver"]
