"""Companies and the policies that were ever in force for them."""

from __future__ import annotations

from django.db import models


class Company(models.Model):
    """A business that the desk serves. Its ``id`` is the first part of every key elsewhere."""

    id = models.SmallAutoField(primary_key=True)
    slug = models.SlugField(max_length=40, unique=True)
    host = models.CharField(max_length=253, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="company_host_once"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class PolicyVersion(models.Model):
    """A policy as it was written, kept for ever: tickets name the one they were judged by.

    Which one is in force follows from ``starts_at`` and the time; nothing has to be switched.
    """

    pk = models.CompositePrimaryKey("company_id", "serial")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="policies")
    serial = models.SmallIntegerField()
    version = models.CharField(max_length=40)
    effective = models.DateField()
    source = models.TextField()
    packs = models.JSONField(default=dict)
    """The texts of the law packs it named, by slug: a ticket keeps the law it was judged by."""
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    """From when it is in force: at once, or the start of its day in the company's zone."""

    def __str__(self) -> str:
        return f"{self.company_id}/{self.serial}"


class PolicyDraft(models.Model):
    """A policy that somebody proposes. Its words never change: other words are another draft.

    What becomes of it stands in ``PolicyEvent``. People are an account's number and its name then.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="drafts")
    version = models.CharField(max_length=40)
    effective = models.DateField()
    source = models.TextField()
    packs = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True, default="")
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.company_id}: {self.version}"


class PolicyEvent(models.Model):
    """What was done about a company's policies, by whom and when; appended and never changed.

    ``by`` is None for the operator's command and for a day that has come.
    """

    class What(models.TextChoices):
        LOADED = "loaded"
        DRAFTED = "drafted"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"
        BEGUN = "begun"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="policy_events")
    what = models.CharField(max_length=10, choices=What.choices)
    version = models.CharField(max_length=40)
    serial = models.SmallIntegerField(null=True)
    draft = models.ForeignKey(PolicyDraft, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("company", "draft", "what", name="policy_draft_once"),
            models.UniqueConstraint("company", "serial", "what", name="policy_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.version} {self.what}"


class Proof(models.Model):
    """What shows that a claim of the policy was true on a day: a certificate, a report, a list.

    Appended and never changed: who was wrong takes a proof back by another row that names it.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="proofs")
    claim = models.CharField(max_length=80)
    """The name of the ``[attestation.NAME]`` of the policy."""
    dated = models.DateField()
    reference = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True, default="")
    size = models.IntegerField(default=0)
    """Bytes of the file; its content lies under its SHA-256, as that of every file does."""
    digest = models.CharField(max_length=64, blank=True, default="")
    takes_back = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("company", "claim", "dated", name="proof_of_claim")]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.claim} {self.dated}"
