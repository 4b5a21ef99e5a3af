"""The look: tokens, components, base templates, icons and the small scripts of every page."""
