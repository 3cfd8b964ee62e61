"""New sites and new articles, with everything in them that a newsroom needs to begin."""
