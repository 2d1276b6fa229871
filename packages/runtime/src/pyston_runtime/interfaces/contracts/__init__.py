"""What every parser, interpreter and tier must do, as test suites: a subclass names the part, pytest runs the rest.

    from pyston_runtime.interfaces.contracts.parsers import ParserContract

    class TestMyParser(ParserContract):
        def parser(self) -> MyParser:
            return MyParser()

The suites are plain classes with `test_` methods and bare `assert`s. They need neither pytest nor anything else of
Pyston; under pytest, `pytest.register_assert_rewrite("pyston_runtime.interfaces.contracts")` gives fuller messages.
"""
