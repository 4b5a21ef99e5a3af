"""A customer's visit: what this browser may see of one company, kept in its session."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from ventanilla.companies.inforce import InForce
from ventanilla.people.models import Address, Customer
from ventanilla.tickets.access import Visitor, access_ticket
from ventanilla.tickets.models import Ticket

MOST_TICKETS = 50


def visitor(request: HttpRequest, company: InForce) -> Visitor:
    """Who this browser is at a company."""
    kept = request.session.get(f"visit:{company.slug}", {})
    return Visitor(company.id, kept.get("customer"), frozenset(kept.get("tickets", [])))


def signed_in_as(request: HttpRequest, company: InForce) -> str:
    """The address this browser proved to read, or an empty text."""
    return str(request.session.get(f"visit:{company.slug}", {}).get("address", ""))


def customer_of(request: HttpRequest, company: InForce) -> Customer | None:
    """The customer who is signed in at a company."""
    who = visitor(request, company).customer
    return Customer.objects.filter(company_id=company.id, id=who).first() if who else None


def lane_of(request: HttpRequest, company: InForce) -> str:
    """The lane of whoever is signed in; the default lane of everybody else."""
    policy = company.policy
    known = customer_of(request, company)
    return known.lane if known and known.lane in policy.lanes else policy.default_lane.name


def remember_ticket(request: HttpRequest, company: InForce, ticket: int) -> None:
    """Let this browser see one ticket: it sent it, or opened its link. The session id changes."""
    request.session.cycle_key()
    key = f"visit:{company.slug}"
    kept = request.session.get(key, {})
    tickets = [other for other in kept.get("tickets", []) if other != ticket]
    request.session[key] = {**kept, "tickets": [*tickets, ticket][-MOST_TICKETS:]}


def remember_customer(request: HttpRequest, company: InForce, address: str) -> None:
    """Sign a customer in; the session gets a fresh id, so that a planted one is worth nothing."""
    request.session.cycle_key()
    key = f"visit:{company.slug}"
    row = Address.objects.filter(company_id=company.id, value=address).first()
    kept = request.session.get(key, {})
    request.session[key] = {**kept, "address": address, "customer": row.customer if row else None}


def forget(request: HttpRequest, company: InForce) -> None:
    """Sign out of one company."""
    request.session.pop(f"visit:{company.slug}", None)


def own_ticket(request: HttpRequest, company: InForce, number: str) -> Ticket:
    """The ticket of a number, if this browser may see it.

    Raises:
        Http404: the same for a ticket of somebody else and for one that does not exist.
    """
    try:
        return access_ticket(visitor(request, company), company.id, number)
    except Ticket.DoesNotExist as error:
        raise Http404 from error
