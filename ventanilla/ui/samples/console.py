"""Sample contexts of the console's pages: the inbox of pictures 01 and 02."""

from typing import Any

from django import forms

from ventanilla.ui.parts import (
    Choice,
    ComposerView,
    CustomerPanel,
    EventLine,
    Fact,
    FileView,
    Fold,
    MessageView,
    NavGroup,
    NavItem,
    PaletteGroup,
    PaletteItem,
    Person,
    PromiseState,
    PromiseView,
    QuarantineRow,
    RequestRow,
    RowGroup,
    Tag,
    TicketRow,
    TicketView,
)
from ventanilla.ui.samples.values import (
    KHALID,
    LUCIA,
    MARTA,
    MISSING,
    NUMBER,
    company,
    due,
    messages,
    open_tag,
)

URLS = dict.fromkeys(
    [
        "home",
        "search",
        "palette",
        "stream",
        "language",
        "theme",
        "sign_out",
        "security",
        "list",
        "admit",
        "refuse",
        "raw",
    ],
    MISSING,
)
URLS["palette"] = "../palette/"
ACTS = dict.fromkeys(
    [
        "part",
        "reply",
        "note",
        "take",
        "assign",
        "team",
        "resolve",
        "details",
        "topic",
        "close",
        "promises",
    ],
    MISSING,
)


class Password(forms.Form):
    """A first password."""

    password = forms.CharField(label="Password", widget=forms.PasswordInput)


def _promise(
    state: PromiseState, left: str, share: int = 0, minutes: int | None = None, title: str = "P"
) -> PromiseView:
    when = due(minutes) if minutes is not None else None
    return PromiseView(
        name="p", title=title, state=state, left_text=left, share_left=share, due=when
    )


def _row(
    name: str,
    initials: str,
    tone: int,
    icon: str,
    words: tuple[str, str],
    promise: PromiseView,
    *,
    tags: tuple[Tag, ...] = (),
    unread: bool = False,
    selected: bool = False,
) -> TicketRow:
    return TicketRow(
        number=f"VT-{initials}-{words[0][:4]}".replace(" ", ""),
        url=MISSING,
        who=Person(name=name, initials=initials, tone=tone),
        channel_icon=icon,
        channel="",
        subject=words[0],
        snippet=words[1],
        promise=promise,
        tags=tags,
        unread=unread,
        selected=selected,
    )


def _groups(w: dict[str, Any]) -> list[RowGroup]:
    nav, titles = w["nav"], w["groups"]
    vip = Tag(text="VIP", icon="crown", tone="soon")
    late = [
        _row(
            "Дмитрий Орлов",
            "ДО",
            5,
            "brand-telegram",
            ("Не приходит код 2FA", "Пробовал три раза, код так и не пришёл, войти не могу"),
            _promise("late", "12 min", 0, -12),
            unread=True,
        )
    ]
    hour = [
        _row(
            "王丽",
            "王",
            4,
            "message-circle",
            ("银联出金未到账", "你好,我昨天申请的出金还没有到账,请帮忙看看"),
            _promise("soon", "1:12", 6, 1),
            unread=True,
            tags=(Tag(text=nav[3], tone="act"),),
        ),
        _row(
            "Khalid Al-Harbi",
            "KH",
            1,
            "world",
            ("سحب معلّق منذ يوم الأحد", "طلبت يوم الأحد سحب 4,800 دولار إلى حسابي في الراجحي"),
            _promise("soon", w["left"], 18, 42),
            tags=(vip,),
            selected=True,
        ),
        _row(
            "Ana Beltrán",
            "AB",
            7,
            "mail",
            ("Queja: cierre de posición sin aviso", "Les escribí el 14 de octubre y sigo sin"),
            _promise("soon", "55 min", 22, 55),
            unread=True,
            tags=(Tag(text="28 / 30", icon="scale", tone="soon"),),
        ),
    ]
    today = [
        _row(
            "Tienda Nardo",
            "TN",
            2,
            "world",
            ("No puedo publicar mi tienda", "Al pulsar publicar vuelve a la página anterior"),
            _promise("running", "2 h 05", 50, 125),
            tags=(Tag(text=nav[7], icon="bolt", tone="soon"),),
        ),
        _row(
            "João Pereira",
            "JP",
            4,
            "id",
            ("Comprovativo de morada recusado", "Enviei a fatura da água mas foi recusada outra"),
            _promise("running", "3 h 10", 72, 190),
        ),
        _row(
            "Petra Nováková",
            "PN",
            0,
            "phone-call",
            ("Zpětné volání: změna čísla účtu", "Prosím zavolat mezi 16:30 a 17:00"),
            _promise("running", "4 h 40", 88, 280),
        ),
    ]
    wait = [
        _row(
            "عمر سعيد",
            "عس",
            5,
            "mail",
            ("تحديث رقم الهاتف", "شكرًا، سأرسل صورة الهوية اليوم"),
            _promise("hold", ""),
        ),
        _row(
            "Clara Ruiz",
            "CR",
            1,
            "mail",
            ("Factura de noviembre", "Perfecto, la reviso y les digo"),
            _promise("hold", ""),
        ),
    ]
    return [
        RowGroup(key="late", title=titles[0], rows=late, count_text="1", late=True),
        RowGroup(key="hour", title=titles[1], rows=hour, count_text="3"),
        RowGroup(key="today", title=titles[2], rows=today, count_text="9", more_url=MISSING),
        RowGroup(key="waiting", title=titles[4], rows=wait, count_text="5"),
    ]


def _nav(w: dict[str, Any]) -> list[NavGroup]:
    icons = [
        "inbox",
        "hourglass-high",
        "user-off",
        "message-circle",
        "phone-call",
        "scale",
        "id",
        "crown",
        "progress",
        "book",
        "settings",
    ]
    counts = ["18", "4", "23", "3", "6", "1", "41", "2", "", "", ""]
    items = [
        NavItem(
            title=title,
            icon=icon,
            url=MISSING,
            count=count,
            current=at == 0,
            in_bar=at < 3,
            alarm="late" if at == 1 else "soon" if at == 5 else "",
        )
        for at, (title, icon, count) in enumerate(zip(w["nav"], icons, counts, strict=True))
    ]
    return [
        NavGroup(items=items[:3]),
        NavGroup(title=w["queues"], items=items[3:8]),
        NavGroup(title=w["team"], items=items[8:]),
    ]


def _promises(w: dict[str, Any]) -> list[PromiseView]:
    return [
        PromiseView(
            name="first_reply",
            title=w["first"],
            state="kept",
            kept_text=w["kept"],
            due_text=w["when"],
            due=due(-900),
            working=w["working"],
            source="AU-01",
        ),
        PromiseView(
            name="next_reply",
            title=w["next"],
            state="soon",
            left_text=w["left"],
            day_text=w["due_short"],
            due_text=w["when"],
            due=due(42),
            share_left=18,
            working=w["working"],
            zone_text=w["place"],
            source="AU-06",
        ),
        PromiseView(
            name="resolution",
            title=w["resolution"],
            state="running",
            due=due(3300),
            day_text=w["due_long"],
            due_text=w["due_long"],
            share_left=62,
            working=w["working"],
        ),
    ]


def _ticket(w: dict[str, Any]) -> TicketView:
    asked, told = messages(w, desk=True)
    note = MessageView(id="3", author=LUCIA, at_text="10:02", text=w["note"], note=True, mine=True)
    return TicketView(
        number=NUMBER,
        url=MISSING,
        subject=w["subject"],
        state=open_tag(w),
        live_id="42",
        key="k9",
        urls=ACTS,
        tags=(Tag(text=w["vip"], icon="crown", tone="soon"),),
        assignee=MARTA,
        promises=_promises(w),
        watching=w["watching"],
        entries=(
            EventLine(icon="world", text=w["event1"], at_text="17:05"),
            asked,
            EventLine(icon="user", text=w["event2"], at_text="07:08"),
            told,
            note,
        ),
        composer=ComposerView(key="k10", send_text=w["send"], to_text=""),
        agents=(Choice(value="1", text="Marta Gil"), Choice(value="2", text="Lucía Prado")),
        teams=(Choice(value="1", text=w["nav"][6]),),
        topics=(Choice(value="1", text=w["fold"]),),
    )


def _panel(w: dict[str, Any]) -> CustomerPanel:
    f, state = w["facts"], Tag(text=w["resolved"], tone="kept")
    lines = zip(w["fold_lines"], ("kept", "soon", "kept"), strict=True)
    return CustomerPanel(
        who=KHALID,
        summary=w["summary"],
        url=MISSING,
        facts=(
            Fact(term=f[0], value=f[1]),
            Fact(term=f[2], value=f[3]),
            Fact(term=f[4], value="MT5 · 8841207", code=True),
            Fact(term=f[5], value="Iván Soto"),
        ),
        folds=(
            Fold(
                title=w["fold"],
                icon="shield",
                lines=[
                    Tag(
                        text=text,
                        icon="circle-check" if tone == "kept" else "alert-triangle",
                        tone="kept" if tone == "kept" else "soon",
                    )
                    for text, tone in lines
                ],
            ),
        ),
        earlier=[
            RequestRow(
                number=f"VT-2026-00912{i}", url=MISSING, subject=title, state=state, at_text=w["at"]
            )
            for i, title in enumerate(w["earlier"])
        ],
    )


def _palette(w: dict[str, Any]) -> list[PaletteGroup]:
    acts = (
        PaletteItem(text=w["resolution"], icon="check", act="e", key_hint="E"),
        PaletteItem(text=w["note"][:30], icon="lock", act="n", key_hint="N"),
    )
    found = (
        PaletteItem(text="سحب معلّق منذ يوم الأحد", icon="world", url=MISSING, code=NUMBER),
        PaletteItem(text="银联出金未到账", icon="message-circle", url=MISSING, code=NUMBER),
    )
    return [PaletteGroup(title=w["team"], items=acts), PaletteGroup(title=w["queues"], items=found)]


def contexts(w: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Give each sample page of the console: its template and its context."""
    base = {
        "company": company(w),
        "nav": _nav(w),
        "urls": URLS,
        "back": "/",
        "key": "k1",
        "me": Person(name="Marta Gil", initials="MG", tone=7, note=w["me"]),
    }
    inbox = {
        **base,
        "heading": w["heading"],
        "count_text": "18",
        "groups": _groups(w),
        "list_url": MISSING,
        "list_url_back": MISSING,
    }
    page = {**base, "view": "page"}
    item = QuarantineRow(
        id="1",
        url=MISSING,
        sender="khalid@example.sa",
        subject=w["subject"],
        at_text=w["at"],
        reason="SPF, DKIM",
    )
    return {
        "invitation": (
            "console/invitation.html",
            {"form": Password(), "email": "marta@aurora.example", "urls": URLS},
        ),
        "inbox": (
            "console/inbox.html",
            {**inbox, "view": "ticket", "ticket": _ticket(w), "panel": _panel(w)},
        ),
        "inbox-list": ("console/inbox.html", {**inbox, "view": "list"}),
        "inbox-empty": (
            "console/inbox.html",
            {**inbox, "view": "empty", "groups": [], "empty_text": w["kept"]},
        ),
        "promises": (
            "console/promises.html",
            {**page, "ticket": _ticket(w), "promises": _promises(w)},
        ),
        "search": ("console/search.html", {**page, "query": "x", "rows": _groups(w)[1].rows}),
        "palette": ("console/palette.html", {"groups": _palette(w), "query": ""}),
        "quarantine": ("console/quarantine.html", {**page, "rows": [item]}),
        "quarantine-item": (
            "console/quarantine_item.html",
            {
                **page,
                "item": item,
                "text": w["said"],
                "facts": _panel(w).facts,
                "files": [FileView(name="a.exe", size_text="1 MB", url="", refused="EXE")],
            },
        ),
    }
