"""Agreements as people write and check them: the form, its findings, exports, and what an editor adds."""
