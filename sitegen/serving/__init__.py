"""The server of the preview: HTTP for a site whose files somebody else makes when they are asked for."""
