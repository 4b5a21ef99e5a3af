"""The one-time link by which staff choose their password."""

from __future__ import annotations

from hashlib import sha256

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ventanilla.people.guards import anyone
from ventanilla.people.models import Invitation
from ventanilla.ui.frame import switches


class PasswordForm(forms.Form):
    """A first password: at least 15 characters, none that everybody uses."""

    password = forms.CharField(
        label=_("Password"),
        min_length=15,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 15 characters. A sentence is fine."),
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password; the link is used up by it."""
    digest = sha256(token.encode()).hexdigest()
    found = Invitation.objects.filter(
        digest=digest, used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )
    row = found.select_related("user").first()
    if row is None:
        raise Http404
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row.user.set_password(form.cleaned_data["password"])
                row.user.save(update_fields=["password"])
                others = Invitation.objects.filter(user=row.user, used_at=None)
                others.update(used_at=timezone.now())  # an older link is worth nothing either
        except ValidationError as error:
            form.add_error("password", error)
        else:
            if is_mfa_enabled(row.user):
                return redirect("account_login")  # a link never takes the second factor's place
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            login(request, row.user, backend=backend)
            # The password was typed just now: the second factor is set up without asking again.
            record_authentication(request, row.user, method="password", reauthenticated=True)
            return redirect("/console/")
    context = {
        "form": form,
        "email": row.user.email,
        "back": request.get_full_path(),
        "urls": switches(),
    }
    return render(request, "console/invitation.html", context, status=422 if form.errors else 200)
