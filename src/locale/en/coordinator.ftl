# The pages for coordinators.
