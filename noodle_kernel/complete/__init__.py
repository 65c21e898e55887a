"""Completion with Noodle's types, without jedi. Open reply.py first, then context.py."""

from noodle_kernel.complete.reply import complete

__all__ = ["complete"]
