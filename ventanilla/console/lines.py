"""The lines of a ticket's thread: what happened, in the words of an agent's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from ventanilla.companies.inforce import InForce
from ventanilla.console.answers import answers_shown
from ventanilla.console.joint_lines import broken_words, joint_words
from ventanilla.people.models import Membership, Team
from ventanilla.tickets.models import Event
from ventanilla.tickets.queries import Whole
from ventanilla.tickets.showing import Eyes
from ventanilla.ui import times
from ventanilla.ui.parts import EventLine

EVENT_ICONS = {
    "received": "world",
    "answers_shown": "book",
    "assigned": "user",
    "handed_over": "users",
    "resolved": "check",
    "closed": "archive",
    "reopened": "rotate",
    "notice_sent": "mail",
    "notice_failed": "alert-triangle",
    "topic_changed": "tag",
    "details_asked": "help-circle",
    "parked": "player-pause",
    "unparked": "rotate",
    "merged": "git-merge",
    "took_in": "git-merge",
    "unmerged": "arrows-split",
    "gave_back": "arrows-split",
    "split": "arrows-split",
    "split_from": "arrows-split",
    "demoted": "arrow-down",
    "complaint_raised": "scale",
    "decision_sent": "scale",
    "points_listed": "list",
    "promise_extended": "hourglass-high",
    "cause_named": "target",
    "area_asked": "users",
    "area_checked": "users",
    "incident_opened": "alert-triangle",
    "incident_linked": "alert-triangle",
    "incident_closed": "check",
    "external_step_opened": "building-bank",
    "external_step_closed": "building-bank",
    "escalated": "arrow-up",
    "escalation_asked": "arrow-up",
    "channel_changed": "arrows-exchange",
}


@dataclass(frozen=True, slots=True)
class Names:
    """How the people and teams of a company are called, by their keys."""

    people: dict[int, str]
    teams: dict[str, str]
    readers: frozenset[int] = frozenset()
    """Who only reads the register: nothing is given to them."""


def names_of(company: InForce, eyes: Eyes) -> Names:
    """Who works for a company, by name, and its teams in the reader's language."""
    staff = Membership.objects.filter(company_id=company.id, user__is_active=True)
    teams = Team.objects.filter(company_id=company.id).order_by("slug")
    rows = list(staff.order_by("user__name").values_list("user_id", "user__name", "role"))
    return Names(
        {pk: name for pk, name, _role in rows},
        {team.slug: _team_name(team, eyes) for team in teams},
        frozenset(pk for pk, _name, role in rows if role == Membership.Role.REGISTER),
    )


def _team_name(team: Team, eyes: Eyes) -> str:
    return str(team.title.get(eyes.language.split("-")[0]) or team.title.get("en", team.slug))


def line_of(event: Event, found: Whole, eyes: Eyes, names: Names) -> EventLine | None:
    """An event as a line; None where the message beside it says enough."""
    words = words_of(event, found, eyes, names)
    if not words:
        return None
    return EventLine(
        icon=EVENT_ICONS.get(event.kind, "circle"),
        text=words,
        at_text=times.short(event.at, eyes.now, eyes.language, eyes.zone),
        at_iso=event.at.astimezone(UTC).isoformat(),
    )


def words_of(event: Event, found: Whole, eyes: Eyes, names: Names) -> str:
    """What an event says to an agent; empty where the message beside it says enough."""
    detail = event.detail
    if event.kind == "received":
        channel = found.policy.channels.get(detail.get("channel", ""))
        name = channel.title.for_(eyes.language) if channel else detail.get("channel", "")
        return _("Received by %(channel)s") % {"channel": name}
    if event.kind == "answers_shown":
        return answers_shown(detail, found.ticket.company_id, eyes.language)
    if event.kind == "assigned":
        return _assigned(event, names)
    if event.kind == "notice_sent" and event.by == "system" and "ticket" not in detail:
        return _("Letter sent: %(letter)s") % {"letter": _letter(detail, found, eyes)}
    if event.kind == "notice_failed":
        return _("Letter not delivered: %(letter)s") % {"letter": _letter(detail, found, eyes)}
    if event.kind == "topic_changed":
        topic = found.policy.topics.get(detail.get("topic", ""))
        name = topic.title.for_(eyes.language) if topic else ""
        return _("Topic changed to %(topic)s") % {"topic": name}
    if event.kind == "handed_over":
        slug = detail.get("team", "")
        team, who = names.teams.get(slug, slug), names.people.get(event.actor or 0, "")
        return _("%(who)s handed it over to %(team)s") % {"who": who, "team": team}
    if event.kind in {"area_asked", "area_checked"}:
        return _area(event, names)
    if event.kind == "promise_extended":
        return _extended(detail, found, eyes)
    if event.kind == "demoted":
        return _demoted(detail, found, eyes)
    if event.kind == "promise_broken":
        promise = found.policy.promises.get(detail.get("promise", ""))
        name = promise.title.for_(eyes.language) if promise else ""
        return broken_words(detail, name)
    plain = {
        "resolved": _("Marked as solved"),
        "closed": _("Closed"),
        "reopened": _("Opened again"),
        "confirmed": _("The customer confirmed the solution"),
        "complaint_raised": _("Raised as a complaint"),
        "decision_sent": _("The complaint was decided"),
        "cause_named": _("The root cause was named"),
        "points_listed": _("The points of the complaint were listed"),
        "incident_opened": _("An incident was opened"),
        "incident_linked": _("Linked to an incident"),
        "incident_closed": _("The incident behind it was closed"),
        "external_step_opened": _("An outside institution has to act first"),
        "external_step_closed": _("The outside institution has answered"),
        "escalated": _("Escalated"),
        "escalation_asked": _("The customer asked for somebody more senior"),
        "channel_changed": _("The answer moves to another channel"),
        "complaint_described": _("The entry in the register was changed"),
        "details_asked": _("Details were asked for"),
        "unparked": _("Taken back into the queue"),
        "restored": _("Fair use lifted"),
        "lane_changed": _("Moved to another lane"),
    }
    return plain.get(event.kind) or joint_words(event, found)


def _area(event: Event, names: Names) -> str:
    slug = event.detail.get("team", "")
    words = {
        "": _("%(area)s was asked to check"),
        "agreed": _("%(area)s checked it and agrees"),
        "objected": _("%(area)s checked it and objects"),
    }
    return words[event.detail.get("verdict", "")] % {"area": names.teams.get(slug, slug)}


def _assigned(event: Event, names: Names) -> str:
    who = names.people.get(event.actor or 0, "")
    whom = names.people.get(int(event.detail.get("person") or 0), "")
    if not who:
        return _("The request went to %(whom)s") % {"whom": whom}
    if not whom:
        return _("%(who)s gave the request back") % {"who": who}
    if whom == who:
        return _("%(who)s took the request") % {"who": who}
    return _("%(who)s gave the request to %(whom)s") % {"who": who, "whom": whom}


def _extended(detail: dict[str, str], found: Whole, eyes: Eyes) -> str:
    promise = found.policy.promises.get(detail.get("promise", ""))
    due = datetime.fromisoformat(detail["due"])
    return _("%(promise)s put off to %(due)s") % {
        "promise": promise.title.for_(eyes.language) if promise else detail.get("promise", ""),
        "due": times.long_day_and_time(due, eyes.language, eyes.zone),
    }


def _letter(detail: dict[str, str], found: Whole, eyes: Eyes) -> str:
    notice = found.policy.notices.get(detail.get("notice", ""))
    return notice.title.for_(eyes.language) if notice else detail.get("notice", "")


def _demoted(detail: Mapping[str, str], found: Whole, eyes: Eyes) -> str:
    """Why other requests are answered first, with the figures (SB-19)."""
    fair = found.policy.fair_use
    rule = next((r for r in fair.triggers if r.name == detail.get("why")), None) if fair else None
    says = rule.says.for_(eyes.language) if rule else ""
    if "of" in detail:
        figures = _("%(count)s of %(of)s") % detail
    elif "count" in detail:
        figures = _("%(count)s in a day, more than %(over)s") % detail
    else:
        figures = ""
    said = f"{says} ({figures})" if figures else says
    return _("Others go first, fair use: %(why)s") % {"why": said}
