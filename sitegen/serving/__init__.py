"""The preview: a server for the finished site on this machine."""
