"""Fuller messages for the asserts of the contract suites."""

import pytest

pytest.register_assert_rewrite("pyston_runtime.interfaces.contracts")
