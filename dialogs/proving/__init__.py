"""Proof of routing: a conversation that reaches each question, or a proof that none can."""

from dialogs.proving.content import Content
from dialogs.proving.proof import Proof, prove

__all__ = ["Content", "Proof", "prove"]
