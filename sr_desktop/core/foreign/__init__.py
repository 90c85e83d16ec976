"""Networks made by other programs: read with care in a process of their own, kept as our own weights, run as ours."""
