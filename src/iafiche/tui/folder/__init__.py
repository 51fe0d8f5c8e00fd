"""A folder of fiches on screen: what its list knows, and what is done with many at once."""
