"""The user communication manual: the policy in force, every version before it, and their texts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ventanilla.companies.editions import Edition, digest, editions
from ventanilla.companies.inforce import InForce, in_force
from ventanilla.companies.manual import body
from ventanilla.companies.manual.printed import printed_elsewhere
from ventanilla.companies.models import PolicyVersion
from ventanilla.people.guards import anyone
from ventanilla.portal.frame import page
from ventanilla.ui import times
from ventanilla.ui.frame import reader


@anyone
@require_safe
def manual(request: HttpRequest, slug: str) -> HttpResponse:
    """The manual of the policy in force now (RX-35, RX-42, RX-45)."""
    company = in_force(slug)
    return _page(request, company, company.serial)


@anyone
@require_safe
def version(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """The manual of any version; it says whether it holds, and since when it does not."""
    return _page(request, in_force(slug), serial)


@anyone
@require_safe
def source(request: HttpRequest, slug: str, serial: int) -> HttpResponse:
    """The text of a version, byte for byte, as a download."""
    del request
    company = in_force(slug)
    edition = _edition(editions(company), serial)
    text = PolicyVersion.objects.values_list("source", flat=True).get(
        company_id=company.id, serial=serial
    )
    name = f"{slug}-policy-{edition.serial}.toml"
    disposition = f'attachment; filename="{name}"'
    kind = "application/toml; charset=utf-8"
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": disposition})


def _edition(known: list[Edition], serial: int) -> Edition:
    """A version that holds, held or will hold; a withdrawn one is as one that never was."""
    found = next((e for e in known if e.serial == serial), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, company: InForce, serial: int) -> HttpResponse:
    language = reader(request).language
    known = editions(company)
    edition = _edition(known, serial)
    policy = edition.policy
    context = {
        "manual": body(company.id, serial, language),
        "version": policy.version,
        "effective": policy.effective.isoformat(),
        "department": policy.department.for_(language),
        "approval": policy.approval.for_(language),
        "when": edition.when,
        "state_text": _state(edition, language),
        "versions": [_row(company, other, language) for other in known],
        "printed": printed_elsewhere(policy, language),
        "digest": digest(company.id, serial),
        "urls": {
            "source": reverse("portal:manual_source", args=[company.slug, serial]),
            "current": reverse("portal:manual", args=[company.slug]),
        },
    }
    return page(request, company, "portal/manual.html", context, here="manual")


def _row(company: InForce, edition: Edition, language: str) -> dict[str, object]:
    policy = edition.policy
    return {
        "version": policy.version,
        "effective": policy.effective.isoformat(),
        "department": policy.department.for_(language),
        "approval": policy.approval.for_(language),
        "when": edition.when,
        "state_text": _state(edition, language),
        "url": reverse("portal:manual_version", args=[company.slug, edition.serial]),
    }


def _state(edition: Edition, language: str) -> str:
    """Whether a version holds: in force, in force from a day, not in force any more since one."""
    zone = ZoneInfo(edition.policy.zone)
    if edition.when == "now":
        return _("In force")
    if edition.when == "next" or edition.ends_at is None:
        day = times.full_day(edition.starts_at.astimezone(zone).date(), language)
        return _("In force from %(day)s") % {"day": day}
    day = times.full_day(edition.ends_at.astimezone(zone).date(), language)
    return _("Not in force any more since %(day)s") % {"day": day}
