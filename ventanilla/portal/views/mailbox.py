"""The newcomer's mailbox: what went out, and a way to write in. Only with sample data."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from smtplib import LMTP, SMTPException

from allauth.mfa.totp.internal.auth import hotp_value
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.companies.inforce import companies
from ventanilla.people.guards import anyone
from ventanilla.ui import times
from ventanilla.ui.frame import reader, switches
from ventanilla.ui.parts import CompanyView, MailView

SHOWN = 60


class WriteForm(forms.Form):
    """A mail as a customer would write it."""

    sender = forms.EmailField(label=gettext_lazy("From"), initial="ana@correo.test")
    to = forms.ChoiceField(label=gettext_lazy("To"))
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=150)
    text = forms.CharField(
        label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000
    )

    def __init__(self, *args: object, addresses: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = [(a, a) for a in addresses]  # type: ignore[attr-defined]


def addresses() -> list[str]:
    """Every mail address of the sample companies, those that take no mail included."""
    found: list[str] = []
    for company in companies():
        mail = (c for c in company.policy.channels.values() if c.kind == "email")
        found.extend(c.address for c in mail if "@" in c.address)
    return found


def code_now() -> str:
    """The sample staff's one-time code at this moment; it changes every 30 seconds."""
    return f"{hotp_value(settings.SAMPLE_TOTP, int(time.time()) // 30):06d}"


def folder() -> Path:
    """Where the sample SMTP server puts what was sent."""
    return Path(settings.DATA) / "sent"


@anyone
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails that went out, the newest first, and one of them opened."""
    return _show(request, WriteForm(addresses=addresses()))


def _show(request: HttpRequest, form: WriteForm) -> HttpResponse:
    chosen = request.GET.get("mail", "")
    files = sorted(folder().glob("*.eml"), reverse=True)[:SHOWN]
    mails = [_view(request, path, path.stem == chosen) for path in files]
    context = {
        "company": CompanyView(slug="", name="Ventanilla", url="/"),
        "back": request.get_full_path(),
        "mails": mails,
        "mail": next((mail for mail in mails if mail.selected), None),
        "form": form,
        "code": code_now(),
        "urls": {"home": "/", "send": reverse("mailbox_send"), **switches()},
    }
    status = 422 if form.errors else 200
    return render(request, "portal/mailbox.html", context, status=status)


def _view(request: HttpRequest, path: Path, selected: bool) -> MailView:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    who = reader(request)
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    body = mail.get_body(("plain",)) if selected else None
    return MailView(
        id=path.stem,
        to=str(mail["To"]),
        sender=str(mail["Reply-To"] or mail["From"]),
        subject=str(mail["Subject"]),
        text=str(body.get_content()) if body else "",
        at_text=times.short(at, timezone.now(), who.language, who.zone_or("UTC")),
        url=f"?mail={path.stem}",
        selected=selected,
    )


@anyone
@require_http_methods(["POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Hand the mail to the desk's own LMTP door, as a mail server would."""
    form = WriteForm(request.POST, addresses=addresses())
    if not form.is_valid():
        return _show(request, form)
    mail = EmailMessage()
    mail["From"], mail["To"] = form.cleaned_data["sender"], form.cleaned_data["to"]
    mail["Subject"] = form.cleaned_data["subject"]
    mail["Message-ID"] = make_msgid(domain="correo.test")
    mail["Date"] = timezone.now()
    mail.set_content(form.cleaned_data["text"])
    host, _colon, port = settings.LMTP_LISTEN.rpartition(":")
    try:
        with LMTP(host, int(port)) as door:
            door.send_message(mail)
        messages.success(request, _("Your mail is in. The answer will appear here."))
    except (SMTPException, OSError) as error:
        messages.error(request, _("The mail door is closed: %(why)s") % {"why": error})
    return redirect("mailbox")
