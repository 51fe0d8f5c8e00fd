"""The screens: they show a draft and its findings, and say what the person did. Nothing more."""
