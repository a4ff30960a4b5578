"""Settings of every test: properties are tried on the same examples each time, however slow the machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
settings.load_profile("repeatable")
