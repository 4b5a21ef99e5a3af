"""The one door to a ticket. Forbidden and missing look alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from ventanilla.people.guards import works_for
from ventanilla.people.models import User
from ventanilla.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer's browser at one company: signed in by code, or holding links."""

    company: int
    customer: int | None = None
    tickets: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Program:
    """A caller of the API with a token of one company."""

    company: int
    scopes: frozenset[str]


type Person = Visitor | User | Program


def access_ticket(person: Person, company: int, number: str) -> Ticket:
    """The ticket of a number, if this person may see it.

    Raises:
        Ticket.DoesNotExist: when there is none, or this person may not know of it.
    """
    if not number.isprintable():  # PostgreSQL takes no NUL
        raise Ticket.DoesNotExist(number)
    ticket = Ticket.objects.get(company_id=company, number=number)
    if not may_see(person, ticket):
        raise Ticket.DoesNotExist(number)
    return ticket


def may_see(person: Person, ticket: Ticket) -> bool:
    """Whether a person may read a ticket."""
    if isinstance(person, Visitor):
        own = person.customer is not None and person.customer == ticket.customer
        return person.company == ticket.company_id and (own or ticket.id in person.tickets)
    if isinstance(person, Program):
        return person.company == ticket.company_id and "tickets:read" in person.scopes
    return member_of(person, ticket.company_id)


def member_of(user: User, company: int) -> bool:
    """Whether a member of staff works for a company."""
    return works_for(company, user.pk)


def of_visitor(who: Visitor) -> QuerySet[Ticket]:
    """The tickets that a customer's browser may see: its customer's, else those it remembers."""
    found = Ticket.objects.filter(company_id=who.company)
    if who.customer is not None:
        return found.filter(customer=who.customer)
    return found.filter(id__in=who.tickets)
