"""A document in the form (様式) → Agreement: what each cell says, and all that is wrong with it."""
