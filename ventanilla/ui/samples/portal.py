"""Sample contexts of the portal's pages."""

from typing import Any

from django import forms

from ventanilla.ui.parts import (
    Answer,
    ChannelCard,
    CompanyView,
    Link,
    MailView,
    Pager,
    RequestRow,
    StepView,
    Tag,
    Topic,
)
from ventanilla.ui.samples.values import (
    MISSING,
    NUMBER,
    company,
    messages,
    open_tag,
    running,
)


class AskForm(forms.Form):
    """What a topic about money asks for."""

    subject = forms.CharField(label="Subject")
    text = forms.CharField(
        label="What happened?",
        widget=forms.Textarea,
        help_text="One question each is answered sooner.",
    )
    how = forms.ChoiceField(
        label="How did you pay?",
        choices=[("card", "Card"), ("bank", "Bank transfer")],
        widget=forms.RadioSelect,
        required=False,
    )
    account = forms.CharField(label="Account number", required=False, max_length=12)
    mail = forms.EmailField(label="Your mail address")
    attachments = forms.FileField(
        label="Files", required=False, help_text="Up to 5 files of 10 MB."
    )


class FindForm(forms.Form):
    """Number and mail."""

    number = forms.CharField(label="Request number", help_text="For example VT-2026-014582")
    mail = forms.EmailField(label="Your mail address")


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label="Six-digit code",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ReplyForm(forms.Form):
    """An answer of the customer."""

    text = forms.CharField(label="Your message", widget=forms.Textarea)
    attachments = forms.FileField(label="Files", required=False)


class MailForm(forms.Form):
    """A mail as a customer would write it."""

    sender = forms.EmailField(label="From")
    to = forms.EmailField(label="To")
    subject = forms.CharField(label="Subject")
    text = forms.CharField(label="Text", widget=forms.Textarea)


URLS = dict.fromkeys(
    [
        "home",
        "mine",
        "sign_in",
        "language",
        "theme",
        "ask",
        "find",
        "hours",
        "search",
        "part",
        "reply",
        "close",
        "complaint",
        "phone",
        "topics",
        "code",
        "again",
        "console",
        "mailbox",
        "send",
    ],
    MISSING,
)


def _channels(w: dict[str, Any]) -> list[ChannelCard]:
    return [
        ChannelCard(
            icon=icon,
            title=title,
            promise_text=promise,
            good_for=good,
            url=MISSING,
            state_text=w["state"],
        )
        for icon, title, promise, good, _ in w["channels"]
    ]


def _hours(w: dict[str, Any]) -> list[ChannelCard]:
    return [
        ChannelCard(icon=icon, title=title, promise_text=promise, hours_text=hours, state_text="OK")
        for icon, title, promise, _, hours in w["channels"]
    ]


def _topics(w: dict[str, Any]) -> list[Topic]:
    return [
        Topic(key=icon, icon=icon, title=title, detail=detail, promise_text=promise, url=MISSING)
        for icon, title, detail, promise in w["topics"]
    ]


def _answers(w: dict[str, Any]) -> list[Answer]:
    return [Answer(title=title, text=text, url=MISSING) for title, text in w["answers"]]


def _known(w: dict[str, Any]) -> dict[str, Any]:
    return {"answers": _answers(w), "sure": True, "key": "k1"}


def _steps(w: dict[str, Any]) -> list[StepView]:
    return [
        StepView(title=w["step1"], detail=w["step1d"], state="done"),
        StepView(title=w["step2"], detail=w["step2d"], state="done", kept_text=w["step2k"]),
        StepView(title=w["step3"], detail=w["step3d"], state="current"),
        StepView(title=w["step4"], detail=w["step4d"], state="next"),
        StepView(title=w["step5"], detail=w["step5d"], state="next"),
    ]


def _rows(w: dict[str, Any], *, closed: bool) -> list[RequestRow]:
    if closed:
        state = Tag(text=w["resolved"], tone="kept")
        return [
            RequestRow(
                number=f"VT-2026-00912{i}", url=MISSING, subject=title, state=state, at_text=w["at"]
            )
            for i, title in enumerate(w["earlier"])
        ]
    return [
        RequestRow(
            number=NUMBER,
            url=MISSING,
            subject=w["subject"],
            state=open_tag(w),
            at_text=w["at"],
            promise=running(w),
        ),
    ]


def _base(w: dict[str, Any]) -> dict[str, Any]:
    return {"company": company(w), "urls": URLS, "back": "/", "number": NUMBER, "key": "k1"}


def _mails(w: dict[str, Any]) -> list[MailView]:
    return [
        MailView(
            id=str(i),
            to="khalid@example.sa",
            sender="help@aurora.example",
            url=MISSING,
            subject=f"[{NUMBER}] {title}",
            text=w["answer"],
            at_text=w["at"],
        )
        for i, title in enumerate([w["subject"], *w["earlier"]])
    ]


def contexts(w: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Give each sample page of the portal: its template and its context."""
    base = _base(w)
    wrong = AskForm({"subject": "", "text": w["said"], "mail": "khalid@"})
    topic = _topics(w)[0]
    other = CompanyView(slug="b", name="Tienda Nardo", url=MISSING, tagline="nardo.example")
    ask = {
        **base,
        "topic": topic,
        "send_text": w["write"],
        "promise_text": topic.promise_text,
        "beside": {"known": _known(w)},
    }
    detail = {
        **base,
        "subject": w["subject"],
        "state": open_tag(w),
        "promise": running(w),
        "steps": _steps(w),
        "entries": messages(w, desk=False),
        "mail_to": "k•••@correo.sa",
        "form": ReplyForm(),
        "send_text": w["write"],
        "complaint_text": w["complaint"],
    }
    return {
        "home": (
            "portal/home.html",
            {
                **base,
                "here": "home",
                "channels": _channels(w),
                "write_text": w["topics"][0][3],
                "query": w["answers"][0][0][:18],
                "known": _known(w),
                "write_url": MISSING,
            },
        ),
        "ask": ("portal/ask.html", {**base, "topics": _topics(w)}),
        "ask-form": ("portal/ask.html", {**ask, "form": AskForm()}),
        "ask-errors": ("portal/ask.html", {**ask, "form": wrong}),
        "elsewhere": ("portal/elsewhere.html", {**base, "topic": topic, "channels": _channels(w)}),
        "confirmation": (
            "portal/confirmation.html",
            {
                **base,
                "promise": running(w),
                "steps": _steps(w),
                "mail_to": "k•••@correo.sa",
                "request_url": MISSING,
                "prepare": [w["fold_lines"][0], w["facts"][4]],
            },
        ),
        "request": ("portal/request.html", detail),
        "find": ("portal/find.html", {**base, "form": FindForm()}),
        "find-sent": ("portal/find_sent.html", {**base, "mail": "khalid@example.sa"}),
        "code": ("portal/code.html", {**base, "mail": "k•••@correo.sa", "form": CodeForm()}),
        "mine": (
            "portal/mine.html",
            {
                **base,
                "here": "mine",
                "open": _rows(w, closed=False),
                "closed": _rows(w, closed=True),
                "pager": Pager(older_url=MISSING),
            },
        ),
        "mine-empty": ("portal/mine.html", {**base, "here": "mine"}),
        "hours": (
            "portal/hours.html",
            {
                **base,
                "channels": _hours(w),
                "zone_text": "GMT",
                "promises": [
                    {"title": t.title, "promise": t.promise_text, "topics": t.detail}
                    for t in _topics(w)
                ],
            },
        ),
        "companies": (
            "portal/companies.html",
            {**base, "company": {"name": "Ventanilla"}, "companies": [company(w), other]},
        ),
        "message": (
            "portal/message.html",
            {
                **base,
                "heading": w["event2"],
                "text": w["watching"],
                "actions": [Link(text=w["write"], url=MISSING), Link(text=w["state"], url=MISSING)],
            },
        ),
        "mailbox": (
            "portal/mailbox.html",
            {**base, "mails": _mails(w), "mail": _mails(w)[0], "form": MailForm()},
        ),
    }
