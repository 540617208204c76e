"""What each command does with what was asked of it; everything is imported where it is needed, so that all start at once."""
