"""Help articles as plain values: read strictly, and filled from the policy they stand beside."""

from ventanilla.core.articles.model import KINDS, Article, Help, Section, Webinar, Words
from ventanilla.core.articles.placeholders import Placeholder, placeholders
from ventanilla.core.articles.read import FILES, read_help

__all__ = [
    "FILES",
    "KINDS",
    "Article",
    "Help",
    "Placeholder",
    "Section",
    "Webinar",
    "Words",
    "placeholders",
    "read_help",
]
