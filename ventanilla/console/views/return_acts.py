"""What is done about a return: its file is made and fetched, and it is noted as sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ventanilla.companies.inforce import in_force
from ventanilla.console.frame import eyes, user_of
from ventanilla.console.return_forms import SentForm
from ventanilla.console.views.register_files import TYPES, download
from ventanilla.console.views.returns import choices, copies_of, owed_of, show
from ventanilla.people.guards import register_reader, staff
from ventanilla.tickets.actions.make_return import FORMS, Form, make_return
from ventanilla.tickets.actions.send_return import send_return
from ventanilla.tickets.models import ReturnCopy


@staff
@require_POST
def make(request: HttpRequest, slug: str, report: str, period: str) -> HttpResponse:
    """Make the file of a return and keep it."""
    company, look = in_force(slug), eyes(request)
    owed = owed_of(company, report, period, look)
    form: Form = next((form for form in FORMS if form == request.POST.get("as")), FORMS[0])
    make_return(company, owed, form, look.language, user_of(request), timezone.now())
    return redirect("console:return", slug=slug, report=report, period=period)


@staff
@require_POST
def sent(request: HttpRequest, slug: str, report: str, period: str) -> HttpResponse:
    """Note that somebody sent it; what speaks against it is said beside the field."""
    company, look = in_force(slug), eyes(request)
    owed = owed_of(company, report, period, look)
    copies = copies_of(company, owed, {}, look)
    form = SentForm(choices(copies), request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        copy = int(typed["copy"]) if typed["copy"] else None
        day, reference = typed["sent_on"], typed["reference"]
        try:
            send_return(company, owed, user_of(request), day, reference, timezone.now(), copy=copy)
        except ValueError as error:
            form.add_error(None, _(str(error)))
    if form.errors:
        return show(request, company, owed, look, form)
    return redirect("console:returns", slug=slug)


@register_reader
@require_safe
def file(request: HttpRequest, slug: str, report: str, period: str, number: int) -> HttpResponse:
    """A file that was made, byte for byte, though the policy may have no such return by now."""
    del request
    copy = None
    if "\0" not in report + period:  # which no text of the database holds
        copy = ReturnCopy.objects.filter(
            company_id=in_force(slug).id, report=report, period=period, serial=number
        ).first()
    if copy is None:
        raise Http404(number)
    name = f"{copy.report}-{copy.period}-{copy.serial}.{copy.form}"
    return download(bytes(copy.content), TYPES[copy.form], name)
