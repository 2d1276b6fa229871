"""Stage: typed IR in, LLVM text out."""
