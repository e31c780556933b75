"""What must be fast, and how it is measured. See benchmarks/README.md."""
