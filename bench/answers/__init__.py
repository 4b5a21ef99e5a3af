"""How good the answers are: questions with the articles that answer them, for tuning and judging.

``tune/`` is looked at by ``make tune-answers``, which writes the weights; ``judge/`` only by
``make bench-answers``. No question stands in both, and none is written in an article.
"""
