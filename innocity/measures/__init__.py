"""Pure functions, tables in, tables out: no files, no clock."""
