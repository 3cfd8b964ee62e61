from __future__ import annotations

import pytest

from tests.markup.engines import quick_and_thorough


@pytest.mark.parametrize(
    "text",
    [
        "a\r\n\r\n  \r\nb\rc",
        "a\tb\n \n  \n\t\n\tc",
        "   \n\na\n   ",
        "\x02a\x03\n\x02 \x03\nb",
        "```\na",
        "~~~ {.a}\nb\n~~~",
        "&#65 a &#66; &amp; &c &#",
        "a & b &",
        "a <b> c\n\n<p>",
        "a {: .b }",
        "# a {#b}",
        "[a](b){: .c }",
        "*a*{.b}\n\n- c\n  {.d}",
        "\\{a\\}",
        '`\\*` \\* [\\_a](\\*b "\\`")',
        "    \\*\n\n<b>\\*</b>",
    ],
)
def test_what_needs_a_step_gets_it(text: str) -> None:
    quick, thorough = quick_and_thorough(text)
    assert quick == thorough
