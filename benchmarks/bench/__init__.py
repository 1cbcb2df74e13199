"""What `benchmarks/run` measures, and how."""
