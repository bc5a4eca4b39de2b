"""Does every rule that can raise a warning tell the reader what it means?"""

import re

from tests.support.repository import list_python, read_text
from tocsin.publish.document.meanings import explain_rule

RULE = re.compile(r'(?:Finding|mention)\(\s*"([a-z-]+)"')
FALLBACK = explain_rule("no-such-rule")


def test_every_rule_has_a_meaning() -> None:
    rules = {rule for path in list_python("src") for rule in RULE.findall(read_text(path))}
    assert sorted(rule for rule in rules if explain_rule(rule) == FALLBACK) == []
