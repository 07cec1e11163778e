"""Files as the cities wrote them → Document: text, and lines that never lose an offset."""
