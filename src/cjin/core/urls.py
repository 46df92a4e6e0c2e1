"""Addresses of people, organizations and the audit. ``node`` includes ``urlpatterns`` at the root."""

from django.urls import include, path, re_path

from cjin.core.views import audit, organizations, people

ACTS = "|".join(people.CHANGES)
pages = (
    [
        path("people", people.people, name="people"),
        path("people/<str:username>", people.person, name="person"),
        path("people/<str:username>/posts", people.give_post, name="give_post"),
        path("people/<str:username>/name", people.name, name="name"),
        path("people/<str:username>/password", people.password, name="password"),
        re_path(rf"^people/(?P<username>[^/]+)/(?P<act>{ACTS})\Z", people.change, name="change"),
        path("holdings/<int:number>/end", people.end_post, name="end_post"),
        path("organizations", organizations.organizations, name="organizations"),
        path("organizations/<int:number>", organizations.organization, name="organization"),
        path("organizations/<int:number>/change", organizations.change, name="change-organization"),
        path("posts/<int:number>/deputy", organizations.deputy, name="deputy"),
        path("audit", audit.audit, name="audit"),
    ],
    "core",
)
urlpatterns = [path("", include(pages))]
