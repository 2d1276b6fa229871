"""The executable operations, by family; `generated` holds those that repeat by shape."""
