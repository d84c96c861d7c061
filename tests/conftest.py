"""Settings for all tests: no screen, bounded and repeatable random examples, tools that must be there in CI."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

from datetime import timedelta  # noqa: E402

from hypothesis import HealthCheck, settings  # noqa: E402

# A shared machine may stall for a moment: slow examples are no failures, but the number of examples is bounded.
settings.register_profile("dev", max_examples=50, deadline=timedelta(seconds=5))
settings.register_profile(
    "ci",
    max_examples=100,
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
