"""`history/`: what each release changed, so that a follower can bring a copy up to date."""
