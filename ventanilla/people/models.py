"""Who: customers and their addresses, staff and their teams."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from ventanilla.companies.models import Company


class Customer(models.Model):
    """A person who writes to one company. The same person at another company is another row."""

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    id = models.BigIntegerField()
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=12, default="en")
    zone = models.CharField(max_length=64, blank=True, default="")
    lane = models.CharField(max_length=40, blank=True, default="")
    """The lane that this customer's status gives (VIP); empty: the company's default."""
    account = models.CharField(max_length=80, blank=True, default="")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.company_id}/{self.id}"


class Address(models.Model):
    """A mail address of a customer, folded to lower case, once per company."""

    pk = models.CompositePrimaryKey("company_id", "value")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=320)
    customer = models.BigIntegerField()
    verified_at = models.DateTimeField(null=True)
    """When the person proved to read mail there; never by sending mail from it."""

    class Meta:
        indexes = [models.Index("company", "customer", name="address_customer")]

    def __str__(self) -> str:
        return self.value


class AccessCode(models.Model):
    """A six-digit code mailed to an address: ten minutes, five tries, used once."""

    pk = models.CompositePrimaryKey("company_id", "value")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=320)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)


class UserManager(BaseUserManager["User"]):
    """Makes staff accounts, which sign in by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff of one or more companies."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A group of staff to whom tickets are handed (payments, verification)."""

    pk = models.CompositePrimaryKey("company_id", "slug")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    """The team's name by language."""

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """What a member of staff may do at a company."""

    class Role(models.TextChoices):
        AGENT = "agent"
        SUPERVISOR = "supervisor"
        ADMIN = "admin"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.AGENT)
    teams = models.JSONField(default=list)
    languages = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("company", "user", name="membership_once")]


class Invitation(models.Model):
    """A one-time link by which a member of staff sets a first password."""

    digest = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
