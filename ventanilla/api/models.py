"""Tokens of programs."""

from __future__ import annotations

from django.db import models

from ventanilla.companies.models import Company


class Token(models.Model):
    """A long random token, kept only as its SHA-256; it names one company and its scopes."""

    digest = models.CharField(max_length=64, primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    rate = models.IntegerField(default=600)
    """Requests a minute."""
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)


class Share(models.Model):
    """How many calls of a minute a token has used, counted for all processes together."""

    digest = models.CharField(max_length=64, primary_key=True)
    minute = models.DateTimeField()
    calls = models.IntegerField()
