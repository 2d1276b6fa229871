"""Stage: LLVM text in, object code out; on a thread of its own, by one of two settings, kept on disk (`cache`)."""
