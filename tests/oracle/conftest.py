"""JavaRosa for the tests, where a JDK is at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracle.walker import Walker, missing_tools, started
from tests.policy import missing


@pytest.fixture(scope="session")
def walker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    """Start one JavaRosa for all forms."""
    if lacking := missing_tools():
        missing(lacking)
    with started(tmp_path_factory.mktemp("walker")) as found:
        yield found
