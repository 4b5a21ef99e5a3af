"""How a complaint is dealt with: ways, stages, outside bodies, more time, letters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.companies import published
from ventanilla.companies.manual.answers import COMPLAINT_LETTERS, letters_held
from ventanilla.companies.manual.ladder import ladder
from ventanilla.companies.manual.shapes import Block, Section, lines, section
from ventanilla.companies.manual.words import span_text, word
from ventanilla.companies.published import BETWEEN, Told
from ventanilla.core.letters import REASONS
from ventanilla.core.policy import Extension, Policy, Promise, Topic


def complaints(policy: Policy, language: str) -> Section | None:
    """Ways, stages with the outside bodies, more time, letters; free of charge (RX-42, XM-71)."""
    about = [topic for topic in policy.topics.values() if topic.complaint]
    ways = dict.fromkeys(
        channel.title.for_(language)
        for topic in about
        for channel in policy.channels_for(topic.name)
    )
    facts = [(_("Ways"), lines(BETWEEN.join(ways)))]
    mine = [
        (promise.title.for_(language), lines(promise.text.for_(language)))
        for promise in policy.promises.values()
        if promise.shown and promise.text and _about(policy, promise, about)
    ]
    letters = [n for n in policy.notices.values() if n.name in COMPLAINT_LETTERS]
    free = all(topic.free for topic in about)
    return section(
        "complaints",
        _("Complaints"),
        Block(facts=[*facts, *mine] if about else ()),
        Block(title=_("If you do not agree"), told=ladder(policy, language), ordered=True),
        Block(title=_("When we need more time"), told=_extensions(policy, language)),
        Block(title=_("What our letters hold"), facts=letters_held(letters, language)),
        lead=_("A complaint costs nothing, by whichever way it comes.") if about and free else "",
    )


def _about(policy: Policy, promise: Promise, topics: list[Topic]) -> bool:
    """Whether anybody's complaint is owed a promise; one to a lane is not everybody's."""
    if promise.rule or (promise.lanes and policy.default_lane.name not in promise.lanes):
        return False
    return any(topic in topics for topic in published.concerned(policy, promise))


def _extensions(policy: Policy, language: str) -> list[Told]:
    """What may be put off, and how; promises to which the same applies stand together."""
    titles: dict[str, list[str]] = {}
    for rule in policy.extensions.values():
        promise = policy.promises.get(rule.of)
        if promise is not None and not promise.rule:
            words = _extension(policy, rule, language)
            titles.setdefault(words, []).append(promise.title.for_(language))
    return [Told(title=BETWEEN.join(named), text=words) for words, named in titles.items()]


def _extension(policy: Policy, rule: Extension, language: str) -> str:
    """For what reasons a promise may be put off, with which letter, and how far."""
    reasons = BETWEEN.join(word(REASONS, reason) for reason in rule.reasons)
    notice = policy.notices.get(rule.notice)
    said = [_("Reasons: %(reasons)s.") % {"reasons": reasons}]
    if notice is not None:
        words = _("We write to you with the reasons and the new date (%(letter)s).")
        if rule.before_old_due:
            words = _("Before the old date we write to you why, and the new one (%(letter)s).")
        said.append(words % {"letter": notice.title.for_(language)})
    if rule.cap is not None:
        span = span_text(rule.cap, language)
        said.append(_("At the latest after %(span)s.") % {"span": span})
    return " ".join(said)
