"""What is kept for auditors."""
