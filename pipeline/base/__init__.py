"""What every package shares: spans, intervals of days, identifiers, lexicons, settings."""
