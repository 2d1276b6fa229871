"""The typed, guarded IR: register code in which every slot has a kind at every point, and every guard an exit."""
