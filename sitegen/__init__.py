"""sitegen: the static site generator for organizational news."""

__version__ = "0.1.0"
