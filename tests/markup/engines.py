"""The quick engine beside Python-Markdown itself, and texts made of whatever either looks for."""

from __future__ import annotations

from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from sitegen.markup.python_markdown import new_engine, thorough_engine

IN_LINES = r"""
a word é 文 ا 7 12. . , HTML * ** *** _ __ ___ **b** *i* __b__ _i_ ***bi*** **a*b*c** *a **b c_d_e ` `` ``` `c` ``d`e``
\ \\ \* \` \[ \< \{ & &amp; &#65; &#65 &#x41; &none; &; < > </ <> <b> </b> <br/> <i/> <!-- --> <!--x--> <? ?>
<![CDATA[x]]> <http://a.org> <ftp://b.c/d> <me@a.org> <b_title="*c*"> [ ] ( ) [a] [a](b) [a](<b>_"c") [a](b_'c')
[a](b(c)) [a](b\)c) [*a*](b) [[a]](b) [a][b] [a][] ![a](b.jpg) ![a][b] ![ ![] [^1] [^2] [b]: { } {.c} {#d} {e=f} {:.g}
{:_.k} :: | ~~ ^ " ' = + - # ! klzzwxh:0000 wzxhzdk:0
"""
AT_STARTS_OF_LINES = r"""
# ## ###### #a > >> - + * 1. 2) 10. : --- *** ___ === ``` ~~~ ```py ~~~{.x} | |---|---| |:-:|-- -|- *[HTML]:
[^1]: [^2]: [a]: [b]: <div> </div> <div_markdown="1"> <p_markdown="span"> <pre> </pre> <script> </script> <table>
<td_markdown="block"> <hr> {:_.k} {:_#m_n=o}
"""
PLACEHOLDERS = [
    "\x02klzzwxh:0000\x03",
    "\x02wzxhzdk:0\x03",
    "\x02wzxhzdk:1\x03",
    "\x0242\x03",
    "\x02amp\x03",
    "\x02",
    "\x03",
]
SPACES = [" ", " ", " ", "  \n", "\n", "\t", "\r", "\u00a0", "\x0b", "\x1c", "\u2028"]


def parts_of(text: str) -> list[str]:
    return [part.replace("_", " ") if part[0] in "<{[" else part for part in text.split()]


PARTS = st.sampled_from([*parts_of(IN_LINES), *SPACES, *PLACEHOLDERS])
STARTS = st.sampled_from(["", "", *parts_of(AT_STARTS_OF_LINES), *PLACEHOLDERS[:3]])
INDENTS = st.sampled_from(["", "", "", "", " ", "   ", "    ", "\t", "        ", "> ", "- ", "  * "])
GAPS = st.sampled_from(["", " ", " ", "   "])
ENDS = st.sampled_from(["\n", "\n", "\n\n", "\n\n", "\n \n", "\r\n", "  \n", "\n\n\n\n", ""])
LINES = st.tuples(INDENTS, STARTS, GAPS, st.lists(PARTS, max_size=6).map("".join), ENDS).map("".join)
MARKDOWN = st.lists(LINES, min_size=1, max_size=8).map("".join) | st.lists(PARTS).map("".join)


def quick_and_thorough(text: str, *extensions: Extension) -> tuple[str, str]:
    """The HTML that either engine gives, or the name of what it stumbles over."""
    return converted(new_engine(), text, extensions), converted(thorough_engine(), text, extensions)


def converted(engine: Markdown, text: str, extensions: tuple[Extension, ...]) -> str:
    engine.registerExtensions(extensions, {})
    try:
        return engine.convert(text)
    except Exception as error:  # noqa: BLE001 (whatever it is, both must stumble over it)
        return type(error).__name__
