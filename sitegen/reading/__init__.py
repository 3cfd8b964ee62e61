"""From the files of a site to typed values, with every problem at its place."""
