"""How does the report become a document that a ministry can edit in Word?"""

from tocsin.publish.docx.template import Template, list_field_findings, read_template, write_template
from tocsin.publish.docx.write import render_docx, write_docx

__all__ = ["Template", "list_field_findings", "read_template", "render_docx", "write_docx", "write_template"]
