"""Words of a policy file about letters and answers, as customers read them."""

from __future__ import annotations

from ventanilla.core.words import gettext_noop

LETTER = {
    "number": gettext_noop("the number of your request"),
    "name": gettext_noop("your name"),
    "company": gettext_noop("the company"),
    "topic": gettext_noop("what it is about"),
    "promise": gettext_noop("by when you hear from us"),
    "link": gettext_noop("a link to your request"),
    "body": gettext_noop("the words of whoever answers you"),
    "details": gettext_noop("what we still need"),
    "received_at": gettext_noop("when it arrived"),
    "handler": gettext_noop("who deals with it"),
    "reasons": gettext_noop("the reasons"),
    "new_due": gettext_noop("the new date"),
    "institution": gettext_noop("the outside institution"),
    "from_channel": gettext_noop("the channel until now"),
    "to_channel": gettext_noop("the new channel"),
    "points": gettext_noop("an answer to each point you raised"),
    "actions": gettext_noop("what we did"),
    "outcome": gettext_noop("the decision"),
    "justification": gettext_noop("why it was decided so"),
    "escalation": gettext_noop("who you can turn to next"),
    "form_link": gettext_noop("the way to the form"),
    "kept_number": gettext_noop("the number that stays"),
    "merged_number": gettext_noop("the number that ends"),
    "status": gettext_noop("the status"),
}
OUTCOME = {
    "unfounded": gettext_noop("where a complaint is not upheld"),
    "not_fully_satisfied": gettext_noop("where a complaint is not fully upheld"),
    "refused": gettext_noop("where something is refused"),
}
REPLY = {
    "same": gettext_noop("The answer goes out by the channel you wrote on."),
    "registered-email": gettext_noop("The answer goes to your registered e-mail address."),
    "portal": gettext_noop("You read the answer on the page of your request."),
    "chosen": gettext_noop("The answer goes out by the channel you choose."),
}
COPY = {
    "registered-email": gettext_noop(
        "A copy for you to keep goes to your registered e-mail address."
    ),
    "portal": gettext_noop("A copy stays on the page of your request."),
}
