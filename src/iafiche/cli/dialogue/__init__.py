"""The form as questions and answers, line by line, for whoever has no use for a screen."""
