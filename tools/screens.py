"""Every screen of the desk, with how to get there: one list for pictures and for access tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools import screen_acts as acts
from tools.cast import Reader
from tools.staging import SLUG, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = f"/console/{SLUG}/articles/live-chat/"
SETTLED_MS = 150


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: where it is, whose browser shows it, and what is done once it is there."""

    name: str
    path: str
    who: str = ""
    act: acts.Act = acts.stay
    fits: Callable[[Reader], bool] = lambda _reader: True


SCREENS: tuple[Screen, ...] = (
    Screen("portal-companies", "/"),
    Screen("portal-home", f"/{SLUG}/"),
    Screen("portal-home-shop", "/shop/"),
    Screen("portal-home-mine", f"/{SLUG}/", "customer"),
    Screen("portal-search", f"/{SLUG}/", "", acts.searched),
    Screen("portal-search-page", f"/{SLUG}/?q=documentos"),
    Screen("portal-search-nothing", f"/{SLUG}/?q=zyxwv"),
    Screen("portal-form-beside", f"/{SLUG}/ask/general/", "", acts.written),
    Screen("portal-form-repeated", f"/{SLUG}/ask/general/", "customer", acts.repeated),
    Screen("portal-try-first", "/exness/ask/technical/"),
    Screen("portal-topics", f"/{SLUG}/ask/"),
    Screen("portal-topics-typed", "/exness/ask/", "", acts.about),
    Screen("portal-form-other", f"/{SLUG}/ask/verification/", "", acts.other),
    Screen("portal-form", f"/{SLUG}/ask/financial/"),
    Screen("portal-form-errors", f"/{SLUG}/ask/financial/", "", acts.mistyped),
    Screen("portal-form-shop", "/shop/ask/question/"),
    Screen("portal-elsewhere", f"/{SLUG}/ask/urgent/"),
    Screen("portal-confirmation", f"/{SLUG}/sent/{{form}}/", "customer"),
    Screen("portal-request", f"/{SLUG}/requests/{{form}}/", "customer", acts.why),
    Screen("portal-request-waiting", f"/{SLUG}/requests/{{email}}/", "customer"),
    Screen("portal-request-merged", "/shop/requests/{taken}/", "merged"),
    Screen("portal-request-taker", "/shop/requests/{taker}/", "merged"),
    Screen("portal-mine", f"/{SLUG}/requests/", "customer"),
    Screen("portal-settings", f"/{SLUG}/settings/", "customer"),
    Screen("portal-find", f"/{SLUG}/find/"),
    Screen("portal-find-sent", f"/{SLUG}/find/", "", acts.sought),
    Screen("portal-sign-in", f"/{SLUG}/sign-in/"),
    Screen("portal-code", f"/{SLUG}/sign-in/", "", acts.asked_code),
    Screen("portal-help", f"/{SLUG}/help/"),
    Screen("portal-article", "/exness/help/payment-times/"),
    Screen("portal-article-steps", "/exness/help/cannot-sign-in/"),
    Screen("portal-article-webinar", f"/{SLUG}/help/webinar-verification/"),
    Screen("portal-hours", f"/{SLUG}/hours/"),
    Screen("portal-hours-exness", "/exness/hours/"),
    Screen("portal-manual", f"/{SLUG}/manual/"),
    Screen("portal-manual-roxom", "/roxom/manual/"),
    Screen("portal-manual-old", "/roxom/manual/1/"),
    Screen("portal-link-run-out", f"/{SLUG}/open/nothing/"),
    Screen("portal-mailbox", "/mailbox/?mail={mail}"),
    Screen("console-login", "/staff/login/"),
    Screen("console-second-factor", "/staff/2fa/authenticate/", "half"),
    Screen("console-invitation", "{invitation}"),
    Screen("console-authenticator", "/staff/2fa/totp/activate/", "invited", acts.confirmed),
    Screen("console-passkey-first", "/staff/2fa/webauthn/add/", "invited", acts.confirmed),
    Screen("console-passkeys", "/staff/2fa/webauthn/", "staff", acts.confirmed),
    Screen("console-security", "/staff/2fa/", "staff"),
    Screen(
        "console-recovery-codes", "/staff/2fa/recovery-codes/generate/", "staff", acts.confirmed
    ),
    Screen("console-authenticator-off", "/staff/2fa/totp/deactivate/", "staff", acts.confirmed),
    Screen("console-password", "/staff/password/change/", "staff"),
    Screen("console-confirm", "/staff/reauthenticate/", "staff"),
    Screen("console-leave", "/staff/logout/", "staff"),
    Screen("customer-complaint", "/roxom/requests/{complaint}/", "complainant"),
    Screen("console-inbox", f"/console/{SLUG}/", "staff"),
    Screen("console-decision", "/console/roxom/requests/{complaint}/decision/", "roxom"),
    Screen(
        "console-decision-errors",
        "/console/roxom/requests/{complaint}/decision/",
        "roxom",
        acts.too_short,
    ),
    Screen("console-extension", "/console/roxom/requests/{complaint}/extension/", "roxom"),
    Screen("console-case", "/console/roxom/requests/{complaint}/case/", "roxom"),
    Screen("console-intake", "/console/roxom/intake/", "roxom"),
    Screen("console-tasks", "/console/roxom/tasks/", "area"),
    Screen("console-check", "{check}", "area"),
    Screen("console-incident", "{incident}", "area"),
    Screen("console-register", f"/console/{SLUG}/register/", "staff"),
    Screen("console-register-roxom", "/console/roxom/register/?state=open", "roxom"),
    Screen("console-register-none", f"/console/{SLUG}/register/?cause=other", "staff"),
    Screen(
        "console-register-errors",
        f"/console/{SLUG}/register/?since=2026-11-20&until=2026-11-01",
        "staff",
    ),
    Screen("console-register-alone", f"/console/{SLUG}/register/", "auditor"),
    Screen("console-cause", f"/console/{SLUG}/requests/{{fee}}/cause/", "staff"),
    Screen("console-returns", f"/console/{SLUG}/returns/", "staff"),
    Screen("console-returns-alone", f"/console/{SLUG}/returns/", "auditor", acts.unfold),
    Screen("console-return", "{return}", "staff"),
    Screen("console-return-errors", "{return}", "staff", acts.unproved),
    Screen("console-inbox-shop", "/console/shop/", "shop"),
    Screen("console-duplicate", "/console/shop/requests/{twin}/", "shop"),
    Screen("console-merge", "/console/shop/requests/{twin}/merge/", "shop"),
    Screen("console-merge-confirm", "/console/shop/requests/{twin}/merge/", "shop", acts.looked_at),
    Screen("console-merge-none", "/console/shop/requests/{twin}/merge/?with=SH-1", "shop"),
    Screen("console-taker", "/console/shop/requests/{taker}/", "shop"),
    Screen("console-merged", "/console/shop/requests/{taken}/", "shop"),
    Screen("console-questions", "/console/shop/requests/{two}/", "shop"),
    Screen("console-split", "/console/shop/requests/{two}/split/", "shop"),
    Screen("console-split-errors", "/console/shop/requests/{two}/split/", "shop", acts.not_theirs),
    Screen("console-halved", "/console/shop/requests/{halved}/", "shop"),
    Screen("console-aside", "/console/shop/requests/{aside}/", "shop"),
    Screen("console-aside-why", "/console/shop/requests/{two}/", "shop", acts.aside, acts.wide),
    Screen("console-ticket", f"/console/{SLUG}/requests/{{email}}/", "staff"),
    Screen(
        "console-ticket-answers", f"/console/{SLUG}/requests/{{email}}/", "staff", acts.answers_read
    ),
    Screen("console-answers", f"/console/{SLUG}/requests/{{email}}/answers/", "staff"),
    Screen("console-ticket-note", f"/console/{SLUG}/requests/{{vip}}/", "staff", acts.note),
    Screen("console-promises", f"/console/{SLUG}/requests/{{email}}/promises/", "staff"),
    Screen("console-board", f"/console/{SLUG}/board/", "staff"),
    Screen("console-board-window", f"/console/{SLUG}/board/?over=window", "staff", acts.unfolded),
    Screen("console-board-error", f"/console/{SLUG}/board/?day=mañana", "staff"),
    Screen("console-board-assign", "/console/roxom/board/", "roxom", acts.assigning),
    Screen("console-search", f"/console/{SLUG}/search/?q=retiro", "staff"),
    Screen("console-quarantine", f"/console/{SLUG}/quarantine/", "staff"),
    Screen("console-quarantine-item", "{quarantined}", "staff"),
    Screen("console-policy", f"/console/{SLUG}/policy/", "staff"),
    Screen("console-proofs", f"/console/{SLUG}/proofs/", "staff"),
    Screen("console-policy-new", f"/console/{SLUG}/policy/new/", "staff"),
    Screen("console-policy-errors", f"/console/{SLUG}/policy/new/", "staff", acts.wrong_policy),
    Screen("console-draft", "{draft}", "staff"),
    Screen("console-draft-trial", "{draft}", "staff", acts.tried),
    Screen("console-draft-manual", "{draft}manual/", "staff"),
    Screen("console-articles", f"/console/{SLUG}/articles/", "staff"),
    Screen("console-articles-none", f"/console/{SLUG}/articles/?state=withdrawn", "staff"),
    Screen("console-article", f"{ARTICLE}es/", "staff"),
    Screen("console-article-preview", f"{ARTICLE}es/", "staff", acts.previewed),
    Screen("console-article-errors", f"{ARTICLE}es/", "staff", acts.wrong_words),
    Screen("console-article-newer", f"{ARTICLE}es/", "staff", acts.too_slow),
    Screen("console-article-behind", f"{ARTICLE}zh/", "staff", acts.unfold_behind),
    Screen("console-article-history", f"{ARTICLE}es/history/", "staff"),
    Screen("console-article-settings", f"{ARTICLE}settings/", "staff"),
    Screen("console-missing", f"/console/{SLUG}/missing/", "staff"),
    Screen("console-missing-aside", f"/console/{SLUG}/missing/?aside=1", "staff"),
    Screen("console-missing-problems", f"/console/{SLUG}/missing/problems/", "staff"),
    Screen("console-missing-articles", f"/console/{SLUG}/missing/articles/", "staff"),
    Screen(
        "console-missing-begun",
        f"/console/{SLUG}/missing/",
        "staff",
        acts.press("a[href*='articles/new/']"),
    ),
    Screen("console-article-new", f"/console/{SLUG}/articles/new/", "staff"),
    Screen("console-policy-compare", "/console/roxom/policy/compare/", "roxom"),
    Screen("console-palette", f"/console/{SLUG}/", "staff", acts.palette),
    Screen("console-keys", f"/console/{SLUG}/", "staff", acts.key_list, acts.wide),
)


def show(screen: Screen, page: Page, cast: Cast) -> None:
    """Bring a page to a screen and let it settle."""
    path = screen.path.format_map(cast.numbers)
    page.goto(path, wait_until="load")
    screen.act(page)
    page.wait_for_timeout(SETTLED_MS)
