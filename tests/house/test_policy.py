"""A test that cannot run is never taken for one that passed."""

from __future__ import annotations

import pytest

from tests.policy import missing


def test_what_is_missing_skips_a_test_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        missing("no browser")


def test_what_is_missing_fails_a_test_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no browser; with CI set"):
        missing("no browser")
