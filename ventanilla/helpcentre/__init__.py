"""KNOWN ANSWERS: articles in every language of a company, and how a question finds them."""
