"""The file tells how it was made, once, whatever else its packet says."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest

from sr_desktop.core.pictures.provenance import NAMESPACE, Provenance, with_provenance

MADE = Provenance(model='a"<&>b', scale=2.5, version="1.0", weights="ab12")
THEIRS = (
    b'<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="mine"/></rdf:RDF></x:xmpmeta>   <?xpacket end="w"?>'
)


def _said(xmp: bytes) -> list[dict[str, str]]:
    tree = Xml.fromstring(xmp)  # noqa: S314 - our own
    marks = [element.attrib for element in tree.iter() if any(NAMESPACE in name for name in element.attrib)]
    return [{name.partition("}")[2]: value for name, value in mark.items() if NAMESPACE in name} for mark in marks]


@pytest.mark.parametrize("xmp", [None, THEIRS])
def test_it_is_added_once_and_replaced(xmp) -> None:
    first = with_provenance(xmp, MADE)
    assert _said(first) == [{"Model": 'a"<&>b', "Scale": "2.5", "Version": "1.0", "WeightsSHA256": "ab12"}]
    second = with_provenance(first, Provenance(model="bicubic", scale=4, version="2"))
    assert _said(second) == [{"Model": "bicubic", "Scale": "4", "Version": "2"}]
    assert (b'dc:title="mine"' in second) == (xmp is not None)


def test_it_is_taken_out_and_the_rest_stays() -> None:
    assert with_provenance(None, None) is None
    assert with_provenance(THEIRS, None) == THEIRS
    rest = with_provenance(with_provenance(THEIRS, MADE), None)
    assert b'dc:title="mine"' in rest
    assert b"srd:" not in rest


def test_a_packet_of_an_odd_form_is_left_alone() -> None:
    assert with_provenance(b"<odd/>", MADE) == b"<odd/>"
