"""How notebooks are executed: planned, run in staging, checked, published by rename."""
