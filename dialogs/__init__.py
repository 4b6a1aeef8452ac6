"""What is asked and how it is said: questionnaires, expressions, readers, wording and prompts."""
