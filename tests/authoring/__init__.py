"""The form, its findings, exports, and additions to the register."""
