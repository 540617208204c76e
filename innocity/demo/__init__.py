"""A synthetic city: its facts, its offices' messy returns, the truth about every cell, and the measure of intake by it."""
