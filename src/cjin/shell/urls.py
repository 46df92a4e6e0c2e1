"""Addresses of the shell's own pages. ``node`` includes ``urlpatterns`` at the root."""

from django.urls import include, path
from django.views.i18n import set_language

from .views import about, home

shell_pages = (
    [
        path("", home.home, name="home"),
        path("places/<slug:slug>", home.place, name="place"),
        path("planned", home.planned, name="planned"),
        path("node.css", home.colour, name="colour"),
        path("about", about.about, name="about"),
        path("licence", about.licence, name="licence"),
        path("accessibility", about.accessibility, name="accessibility"),
        path("account", about.account, name="account"),
    ],
    "shell",
)
urlpatterns = [
    path("", include(shell_pages)),
    path("language", set_language, name="set_language"),
]
