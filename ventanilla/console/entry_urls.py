"""The staff's entrance: of allauth's pages only those that a desk needs.

Nobody signs up, and no mail opens an account: who lost password and keys is invited again.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from ventanilla.people.guards import anyone

urlpatterns = [
    path("", anyone(RedirectView.as_view(url="/console/")), name="account_start"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
