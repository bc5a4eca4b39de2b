"""The assessment as data: every figure, rank, gap and warning of a report, in one file that other programs can read."""

from tocsin.publish.assessment.records import Assessment
from tocsin.publish.assessment.write import assessment_schema, read_assessment, write_assessment

__all__ = ["Assessment", "assessment_schema", "read_assessment", "write_assessment"]
