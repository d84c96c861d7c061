"""The fields of a form: editors by kind, choices, evidence, and where a value comes from."""
