"""The fingerprint of a publication: what it is about, as weighted concepts; docs/fingerprint.md tells how and how well.

phrases: title and abstract → the phrases that may be concepts. corpus: how common each phrase is in all that there is,
and which are known terms. weighing: which phrases of a text are its concepts, and how much.
"""
