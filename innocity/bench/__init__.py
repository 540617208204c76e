"""Runs measured against plain papermill, and against the bare work of the cells."""
