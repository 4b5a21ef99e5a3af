"""The promise board of a company."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.inforce import InForce, in_force
from ventanilla.console.board.cards import answer_card, complaint_card, kept_card, risk_card
from ventanilla.console.board.channels import by_channel
from ventanilla.console.board.charts import chart
from ventanilla.console.board.complaint_rows import complaint_rows
from ventanilla.console.board.complaints import open_complaints
from ventanilla.console.board.judged import judge
from ventanilla.console.board.measures import measure_views
from ventanilla.console.board.period import Period, period_of
from ventanilla.console.board.rates import by_promise
from ventanilla.console.board.risk import at_risk, risk_rows
from ventanilla.console.frame import eyes, page, path, user_of
from ventanilla.console.lines import names_of
from ventanilla.core.zones import DAY
from ventanilla.people.guards import staff
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.phrases import span_words


@staff
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """What was kept on a day or in a window, what is at risk now, the complaints that run."""
    company, look = in_force(slug), eyes(request)
    period, problem = period_of(request.GET, company, look.now)
    names = names_of(company, look)
    risk, complaints = at_risk(company, look), open_complaints(company)
    judged = judge(company, period, look.now)
    cards = [
        kept_card(judged, period, look),
        risk_card(risk, look),
        answer_card(company, period, look),
        complaint_card(company, complaints, look),
    ]
    context = {
        **_switches(company, period, look),
        "problem": _(problem) if problem else "",
        "typed": request.GET.get("day", "") if problem else "",
        "cards": [card for card in cards if card],
        "chart": chart(judged, period, look),
        "channels": by_channel(judged, period, company, look),
        "risk": risk_rows(risk.rows, company, names.people, user_of(request).pk, look),
        "more_risk": path(company, "inbox") + "?view=risk",
        "risk_left": risk.overdue + risk.soon - len(risk.rows),
        "staff": tuple(names.people.items()),
        "complaints": complaint_rows(complaints, company, names.people, names.teams, look),
        "groups": by_promise(judged, period, company, look),
        "measures": measure_views(company, period, look),
    }
    status = 422 if problem else 200
    return page(request, company, "console/board.html", context, status=status, nav_view="board")


def _switches(company: InForce, period: Period, look: Eyes) -> dict[str, object]:
    """The day that is shown, and the ways to other days and to the whole window."""

    def to(**query: str) -> str:
        asked = urlencode({key: value for key, value in query.items() if value})
        return path(company, "board") + (f"?{asked}" if asked else "")

    day = "" if period.is_today else period.last.isoformat()
    over = "window" if period.whole else ""
    after = period.last + DAY
    return {
        "period": period,
        "day_text": times.long_day(period.last, look.language),
        "first_text": times.long_day(period.first, look.language),
        "window_text": span_words(period.window.text, look.language),
        "as_of": times.day_and_time(look.now, look.language, look.zone),
        "zone_text": times.zone_name(period.zone.key, look.language),
        "here": to(day=day, over=over),
        "to_day": to(day=day),
        "to_window": to(day=day, over="window"),
        "earlier": to(day=(period.last - DAY).isoformat(), over=over),
        "later": "" if period.is_today else to(day=after.isoformat(), over=over),
    }
