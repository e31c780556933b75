"""cs:group: its children with a delimiter, or nothing when all the variables they ask for are empty."""

from __future__ import annotations

from ..context import Context
from ..dressing import dressed


def group(compiler, node):
    """Return the function that renders a cs:group. CSL 1.0.2, "Group"."""
    inner = dressed(node, compiler.sequence(node, node.get("delimiter", "")))

    def render(context: Context) -> str:
        called, filled = context.called, context.filled
        context.called = context.filled = False
        found = inner(context)
        if context.called and not context.filled:
            found = ""
        context.called = called or context.called
        context.filled = filled or bool(found and context.called)
        return found

    return render
