"""Parsers that need nothing but the host; each module offers one implementation of `interfaces.parser.Parser`."""
