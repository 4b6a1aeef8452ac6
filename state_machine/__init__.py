"""The engine: what an interview is, and what one exchange does to it. Pure and synchronous."""
