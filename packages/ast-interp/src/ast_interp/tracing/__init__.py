"""Guest code that is traced, profiled or monitored."""
