"""Pages in a real browser: what they say, what they load, how they look, and how fast they are."""
