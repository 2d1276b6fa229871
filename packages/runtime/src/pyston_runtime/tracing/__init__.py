"""Guest code under observation: skeletons, whose frames are genuine, while somebody traces, profiles or monitors it."""
