"""What the units sent: files to receipts, observations and findings."""
