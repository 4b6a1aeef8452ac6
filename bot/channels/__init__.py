"""The ways in: each channel turns what people send into inputs and shows them prompts."""

__all__: list[str] = []
