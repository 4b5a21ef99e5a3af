"""The forms of the staff's entrance: allauth's, with our labels and without repeated words."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_MAX = 60


class _Plain(forms.Form):
    """Its labels stand above the fields, and nothing says them again inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class _Keyed(_Plain):
    """What a key has signed: whatever else is posted is a wrong key and never an error of ours."""

    def clean_credential(self) -> Any:
        posted = self.cleaned_data["credential"]
        problem = ValidationError(_("The passkey was not accepted. Try again."))
        if not isinstance(posted, dict) or "\\u0000" in json.dumps(posted):
            raise problem
        above = getattr(super(), "clean_credential", None)
        if above is None:
            return posted
        try:
            return above()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise problem from error


class SignIn(_Plain, LoginForm):  # type: ignore[misc]
    """Address and password."""


class ConfirmPassword(_Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a lock is changed."""


class ChangePassword(_Plain, ChangePasswordForm):  # type: ignore[misc]
    """The old password and, twice, a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 15 characters. A sentence is fine.")


class SecondFactor(_Plain, AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator, or a recovery code."""


class ConfirmCode(_Plain, CodeForm):  # type: ignore[misc]
    """A code once more, before a lock is changed."""


class StartCodes(_Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""


class AddKey(_Keyed, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, which opens the desk by itself unless the owner says otherwise."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=NAME_MAX, required=False)
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone, without the password"),
        help_text=_("It then asks for your finger, your face or its PIN each time."),
        initial=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValidationError(_("The passkey was not accepted. Try again.")) from error


class RenameKey(_Plain, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=NAME_MAX)


class SignInByKey(_Keyed, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class SecondFactorKey(_Keyed, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class ConfirmKey(_Keyed, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before a lock is changed."""
