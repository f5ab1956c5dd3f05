"""What every room shares: spans, intervals of days, identifiers, lexicons, settings."""
