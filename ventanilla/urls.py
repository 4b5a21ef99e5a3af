"""All routes of the desk. The companies' paths come last: their names are free but for ours."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from ventanilla.people.guards import anyone
from ventanilla.portal.views import home, mailbox, switches
from ventanilla.ui.styleguide import styleguide

FOREIGN = {"account": "anyone", "mfa": "staff"}
"""Who may use the routes of other packages, by the first word of their names."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="index"),
    path("language/", switches.language, name="language"),
    path("theme/", switches.theme, name="theme"),
    path("favicon.ico", anyone(RedirectView.as_view(url="/static/build/mark.svg"))),
    path("staff/", include("ventanilla.console.entry_urls")),
    path("console/", include("ventanilla.console.urls")),
    path("api/", include("ventanilla.api.urls")),
]
if settings.SAMPLE:
    urlpatterns += [
        path("mailbox/", mailbox.mailbox, name="mailbox"),
        path("mailbox/send/", mailbox.send, name="mailbox_send"),
        path("styleguide/", anyone(styleguide), name="styleguide"),
        path("styleguide/<slug:name>/", anyone(styleguide), name="styleguide_page"),
    ]
urlpatterns.append(path("<slug:slug>/", include("ventanilla.portal.urls")))
