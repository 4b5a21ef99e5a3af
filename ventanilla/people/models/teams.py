"""Teams, and what a member of staff may do at a company."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company
from ventanilla.people.models.users import User


class Team(models.Model):
    """A group of staff to whom tickets are handed (payments, verification)."""

    pk = models.CompositePrimaryKey("company_id", "slug")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    """The team's name by language."""
    representative = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    """Who answers for the area when others ask it (RX-64)."""

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """What somebody may do at a company."""

    class Role(models.TextChoices):
        AGENT = "agent"
        SUPERVISOR = "supervisor"
        ADMIN = "admin"
        REGISTER = "register"
        """Reads the complaint register and the returns, and nothing else: an auditor."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.AGENT)
    teams = models.JSONField(default=list)
    languages = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("company", "user", name="membership_once")]


class SavedSearch(models.Model):
    """A search that somebody keeps, for themselves or for all their colleagues."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=600)
    """What stands after the question mark of the page's address."""
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("company", "owner", "name", name="saved_search_once")
        ]

    def __str__(self) -> str:
        return self.name
