"""What concerns every stage: the limits and signals of the process, its observers, imports that no program sees."""
