"""The screens, each wiring widgets to what stands below."""
