"""From what outlets publish to plain text: HTML stripped, invisible characters and odd white space normalised.

The result is deterministic, and cleaning is idempotent: offsets into the cleaned text stay valid for ever.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser, LexborNode


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _tags(
    "script style noscript template iframe object embed svg math canvas video audio picture map nav aside"
    " figcaption form"
    " button select option input textarea label dialog menu head link meta header footer"
)
_BLOCKS = _tags(
    "address article blockquote body center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr html li"
    " main ol p pre"
    " section summary table tbody td tfoot th thead tr ul"
)
# Soft hyphen, zero-width marks, direction marks, byte order mark, variation selectors, controls but tab and line ends.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_SPACES = re.compile("[^\\S\n ][^\\S\n]*| [^\\S\n]+")  # all but a lone plain space
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ODD = re.compile(
    f"[{_INVISIBLE.pattern[1:-1]}{_CONTROL.pattern[1:-1]}"
    "\t\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""What any of these patterns looks for, and every space but the plain one: one class, one pass."""
_AROUND_LINE_END = re.compile(" ?\n ?")
_BREAKS = re.compile("\n{3,}")
_TAG = re.compile(r"</?(?:p|br|div|span|a|b|i|strong|em|h[1-6]|ul|ol|li|blockquote|article|section|html|body|table|tr"
                  r"|td|script|style|figure|img|font|center)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)  # fmt: skip
_ANY_TAG = re.compile(r"<[/!]?([a-zA-Z][a-zA-Z0-9-]{0,30})[^<>]{0,5000}>")
_TERMINAL = re.compile("\x1b\\[[0-9;?]{0,20}[ -/]{0,5}[@-~]")  # control sequences of terminals (ECMA-48, 5.4)
_VOID = _tags("area base br col embed hr img input link meta p param source track wbr li td tr th dt dd option")
_MAX_DEPTH = 1000
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|nbsp|amp|quot|laquo|raquo|ndash|mdash|ldquo|rdquo|bdquo|lsquo|rsquo"
                     r"|lt|gt|apos|hellip|shy|thinsp);", re.IGNORECASE)  # fmt: skip


def clean_text(text: str) -> str:
    """`text` as clean plain text.

    Unicode composed (NFC); soft hyphens, zero-width and control characters gone; every kind of space one space;
    single line
    ends kept, as many outlets end a paragraph with one; more than one blank line is one. Typographic marks stay. Text
    that
    holds HTML tags is read as HTML, and stray character entities are resolved.
    """
    if "\x1b" in text:
        text = _TERMINAL.sub("", text)
    if looks_like_html(text):
        return html_to_text(text)
    if "&" in text and _ENTITY.search(text):
        text = _ENTITY.sub(lambda match: entities.unescape(match.group()), text)
    return _tidy(text)


def looks_like_html(text: str) -> bool:
    """Whether `text` holds at least two HTML tags of known names, or a line break tag."""
    if "<" not in text:
        return False
    first = _TAG.search(text)
    if first is None:
        return False
    return first.group().lower().startswith("<br") or _TAG.search(text, first.end()) is not None


def html_to_text(html: str) -> str:
    """The reading text of an HTML page or fragment, paragraphs parted by a blank line.

    Scripts, styles, navigation, asides, figure captions and forms are left out, as are elements hidden from view. Of a
    whole page with one <article>, only that is read.
    """
    if _depth_exceeds(html, _MAX_DEPTH):
        return _tidy(entities.unescape(_ANY_TAG.sub("\n", html)))
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return ""
    articles = root.css("article")
    if len(articles) == 1 and len(articles[0].text(deep=True)) > 200:
        root = articles[0]
    parts: list[str] = []
    _collect(root, parts)
    return _tidy("".join(parts))


def _depth_exceeds(html: str, limit: int) -> bool:
    """Whether tags nest deeper than `limit`: the time of an HTML parser grows with the square of the depth."""
    depth = 0
    for match in _ANY_TAG.finditer(html):
        tag = match.group()
        if tag.startswith("</"):
            depth -= 1
        elif not tag.endswith("/>") and not tag.startswith("<!") and match.group(1).lower() not in _VOID:
            depth += 1
            if depth > limit:
                return True
    return False


def _collect(root: LexborNode, parts: list[str]) -> None:
    """Text of `root` in reading order. A loop, not recursion: pages can be nested thousands deep."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            content = node.text(deep=False, strip=False) if node.text_content is None else node.text_content
            # Line ends within HTML text are mere white space.
            parts.append(re.sub(r"\s+", " ", content))
            continue
        if (tag in _DROPPED and node is not root) or tag.startswith(("-", "_", "!")) or _hidden(node):
            continue
        if tag == "br":
            parts.append("\n")
            continue
        children: list[LexborNode | str] = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        if tag in _BLOCKS:
            parts.append("\n\n")
            stack.append("\n\n")
        elif tag == "q":
            parts.append("“")
            stack.append("”")
        stack.extend(reversed(children))


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in (style or "").replace(" ", "").lower()


def _tidy(text: str) -> str:
    odd = _ODD.search(text) is not None  # most texts hold none
    if odd:
        text = _CONTROL.sub("", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    text = unicodedata.normalize("NFC", text)
    if odd or "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _AROUND_LINE_END.sub("\n", text)
    if "\n\n\n" in text:
        text = _BREAKS.sub("\n\n", text)
    return text.strip()
