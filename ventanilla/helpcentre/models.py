"""Articles, and every wording that was ever written for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.companies.models import Company
from ventanilla.helpcentre.gap_models import Reading, SetAside
from ventanilla.helpcentre.webinar_models import Question, Seat

__all__ = [
    "Article",
    "Question",
    "Reading",
    "Seat",
    "Section",
    "SetAside",
    "Showing",
    "Stock",
    "Wording",
]


class Section(models.Model):
    """A section of a company's help centre."""

    pk = models.CompositePrimaryKey("company_id", "name")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    icon = models.CharField(max_length=40)
    position = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.company_id}/{self.name}"


class Article(models.Model):
    """One question with its answer: what is the same in all languages."""

    pk = models.CompositePrimaryKey("company_id", "name")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    section = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    position = models.SmallIntegerField()
    topics = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    related = models.JSONField(default=list)
    steps = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True, default="")
    starts_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60, blank=True, default="")
    minutes = models.SmallIntegerField(null=True)
    host = models.CharField(max_length=120, blank=True, default="")
    checked_on = models.DateField()
    """When a person last held it against the facts (XM-64)."""
    by_hand = models.BooleanField(default=False)
    """Written or changed in the console: the company's files leave it alone from then on."""
    withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.company_id}/{self.name}"


class Wording(models.Model):
    """An article in one language, as somebody wrote it once; the table refuses any change.

    The newest published one is shown. What came before is its history.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        PUBLISHED = "published"

    pk = models.CompositePrimaryKey("company_id", "id")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.IntegerField()
    """The company's serial when it was written."""
    article = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State.choices)
    title = models.CharField(max_length=200)
    answer = models.TextField()
    body = models.TextField()
    asks = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")
    by = models.BigIntegerField(null=True)
    """The account of whoever wrote it; None for a company's file."""
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["company", "article", "language", "-id"], name="wording_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.article}/{self.language}"


class Vector(models.Model):
    """What an embedder makes of a wording: kept, because it takes long to make.

    It follows from the text alone, and may be thrown away at any time.
    """

    pk = models.CompositePrimaryKey("company_id", "digest")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    """SHA-256 of the model's name and the text."""
    row = models.BinaryField()
    """Little-endian numbers of two bytes each."""

    def __str__(self) -> str:
        return f"{self.company_id}/{self.digest[:8]}"


class Stock(models.Model):
    """How often a company's help centre changed: whoever holds a copy compares this number.

    Its row is locked by every change, and numbers the wordings.
    """

    company = models.OneToOneField(
        Company, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    serial = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.company_id}: {self.serial}"


class ArticleEvent(models.Model):
    """What somebody did about an article in the console; appended and never changed.

    ``language`` and ``wording`` are empty where it concerns all languages; ``fields`` names what
    was set otherwise.
    """

    class What(models.TextChoices):
        BEGUN = "begun"
        DRAFTED = "drafted"
        SENT = "sent"
        PUBLISHED = "published"
        DISCARDED = "discarded"
        BROUGHT_BACK = "back"
        CHECKED = "checked"
        ARRANGED = "arranged"
        WITHDRAWN = "withdrawn"
        SHOWN = "shown"

    id = models.BigAutoField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    article = models.CharField(max_length=80)
    language = models.CharField(max_length=12, blank=True, default="")
    what = models.CharField(max_length=10, choices=What.choices)
    wording = models.IntegerField(null=True)
    fields = models.JSONField(default=list)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["company", "article", "-id"], name="article_event_newest")]

    def __str__(self) -> str:
        return f"{self.company_id}/{self.article}: {self.what}"


class Showing(models.Model):
    """Answers that somebody was shown, and what they did next.

    ``question`` is what was asked, without numbers and addresses of people; it is kept for as long
    as the gaps of the help centre are looked at. ``sure`` is how certain the first answer was.
    ``opened`` are the articles that were read, the last one last; ``inserted`` those that an agent
    put into an answer. In the console ``ticket`` is the one they were shown beside, elsewhere the
    one that was sent all the same.
    """

    class Place(models.TextChoices):
        SEARCH = "search"
        BROWSE = "browse"
        FORM = "form"
        RECEIPT = "receipt"
        CONSOLE = "console"
        PROGRAM = "program"

    class Outcome(models.TextChoices):
        NONE = ""
        SOLVED = "solved"
        UNSOLVED = "unsolved"
        ASKED = "asked"
        INSERTED = "inserted"

    id = models.BigAutoField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    place = models.CharField(max_length=8, choices=Place.choices)
    language = models.CharField(max_length=12)
    question = models.CharField(max_length=200, blank=True, default="")
    articles = models.JSONField(default=list)
    sure = models.FloatField(null=True)
    opened = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True)
    """When the first of them was opened."""
    inserted = models.JSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    ticket = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["company", "at"], name="showing_when"),
            models.Index(
                fields=["company", "ticket"],
                name="showing_ticket",
                condition=Q(ticket__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.place} {self.at}"
