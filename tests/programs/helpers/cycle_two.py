import helpers.cycle_one as other

name = "two"
result = "two sees " + getattr(other, "name", "nothing yet")
