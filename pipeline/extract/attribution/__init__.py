"""Attribution: quotations, cues of speech and attitude, and who says what."""
