"""Customers and their addresses."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company


class Customer(models.Model):
    """A person who writes to one company. The same person at another company is another row."""

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
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
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
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
