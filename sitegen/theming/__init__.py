"""Themes: how the pages of a site look, and in which words they speak to readers."""
