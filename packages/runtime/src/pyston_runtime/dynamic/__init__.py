"""What the host's objects need for guest code that is made, run and looked at by guest code."""
