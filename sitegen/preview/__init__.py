"""The preview: a site in memory, kept true while its files change, and shown by the server."""
