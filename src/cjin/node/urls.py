"""Every address of the node: the packages' pages, the API, signing in, and what the node says of itself."""

from django.urls import URLPattern, URLResolver, include, path

from cjin.node import health
from cjin.node.api import api
from cjin.node.packages import URLS

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.page, name="health"),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    *(path(prefix, include(module)) for prefix, module in URLS),
]

handler500 = "cjin.node.middleware.errors.fault"
