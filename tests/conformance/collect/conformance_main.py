"""The guest program of a conformance run: as little as possible, so that the host's machinery does the reporting."""

import conformance_collect

conformance_collect.main()
