"""All documents together: copies, entities, series and the timeline. Frames in, frames out; knows no text."""
