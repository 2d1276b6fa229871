import helpers.cycle_two as other

result = "one sees " + other.name
name = "one"
