"""How a result was made, told by the file itself (standard library only)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

NAMESPACE = "urn:sr-desktop:provenance:1"
_OURS = re.compile(rb'\n?<rdf:Description\b[^<>]*xmlns:srd="' + NAMESPACE.encode() + rb'"[^<>]*/>')
_END = b"</rdf:RDF>"
_PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'%s\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What made a result. weights: the SHA-256 of its weights file, "" for a method without one; scale: the factor."""

    model: str
    scale: float
    version: str
    weights: str = ""


def with_provenance(xmp: bytes | None, made: Provenance | None) -> bytes | None:
    """The XMP packet `xmp` saying `made` in place of what an earlier result of ours says; None: saying nothing of it.

    A packet that is not in the usual form (one `</rdf:RDF>`) is replaced by one that says `made` alone only where
    there is none; else it is given back as it is.
    """
    rest = None if xmp is None else _OURS.sub(b"", xmp)
    if made is None:
        return rest
    if rest is None:
        return _PACKET % _description(made)
    before, end, after = rest.rpartition(_END)
    return before.rstrip() + _description(made) + b"\n" + end + after if end else rest


def _description(made: Provenance) -> bytes:
    said = {"Model": made.model, "Scale": f"{made.scale:.6g}", "Version": made.version, "WeightsSHA256": made.weights}
    attributes = " ".join(f"srd:{name}={quoteattr(value)}" for name, value in said.items() if value)
    return f'\n<rdf:Description rdf:about="" xmlns:srd="{NAMESPACE}" {attributes}/>'.encode()
