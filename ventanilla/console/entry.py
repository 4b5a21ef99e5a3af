"""How staff get in: password and second factor, or a passkey; nobody signs up by themselves."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

GUARDED = "/console/"


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes signing up: staff are invited by a one-time link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request
        return reverse("mfa_index")


class SecondFactorMiddleware:
    """Staff who have no second factor yet may do nothing but set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        guarded = request.path.startswith(GUARDED)
        if guarded and request.user.is_authenticated and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
