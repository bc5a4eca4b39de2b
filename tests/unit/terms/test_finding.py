"""Does a finding say which rule, about what, and how much it matters?"""

from tocsin.terms.finding import Finding, Severity


def test_a_finding_is_a_warning_unless_said() -> None:
    assert Finding("gap", "driver:a", "Nothing is known.").severity is Severity.WARNING


def test_equal_findings_are_one() -> None:
    assert len({Finding("gap", "driver:a", "m"), Finding("gap", "driver:a", "m")}) == 1


def test_severity_is_written_as_a_word() -> None:
    assert [str(each) for each in Severity] == ["note", "warning"]
