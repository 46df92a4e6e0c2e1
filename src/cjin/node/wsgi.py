"""The application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

from cjin.node.safety import refuse_unless_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cjin.node.settings")
os.umask(0o077)
application = get_wsgi_application()
refuse_unless_safe()
