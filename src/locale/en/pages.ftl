# The pages for professionals.
