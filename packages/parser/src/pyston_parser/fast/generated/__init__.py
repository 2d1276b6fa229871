"""Node factories made by tools/generate_nodes.py."""
