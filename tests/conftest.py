from __future__ import annotations

from hypothesis import settings

settings.register_profile("sitegen", deadline=None, print_blob=True)
settings.load_profile("sitegen")
