"""The one document: title, answer, figures, evidence and method as a tree that pages and printed documents are made from."""

from tocsin.publish.document.compose import compose_document
from tocsin.publish.document.tree import Document, Section

__all__ = ["Document", "Section", "compose_document"]
