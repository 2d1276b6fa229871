"""Stage: linked ops in, effects out: frames, the driver, unwinding, generators."""
