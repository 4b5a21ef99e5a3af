"""Sample contexts of every template, for the style guide and the tests. No real data."""
