"""Reads the ``[policy]`` table: whose policy it is, its version, its languages, its sources."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ventanilla.core.policy.model import (
    Basis,
    ChannelList,
    Citation,
    Header,
    PublishedVersion,
)
from ventanilla.core.policy.reader import Reader
from ventanilla.core.tables import PolicyError
from ventanilla.core.zones import read_zone

_PACK = re.compile(r"[a-z0-9-]+@[1-9]\d{0,3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def read_header(reader: Reader, source: str) -> Header:
    """The ``[policy]`` table; without ``slug`` the name of the file's folder is taken."""
    languages = _languages(reader, "languages")
    if not languages:
        raise PolicyError(reader.at("languages"), "nothing", "name at least one language")
    spoken = _languages(reader, "spoken")
    reader.languages = languages + spoken
    header = Header(
        slug=reader.text("slug", PurePosixPath(source).parent.name or "company"),
        company=reader.text("company"),
        legal_name=reader.text("legal_name", reader.text("company")),
        version=reader.text("version"),
        effective=reader.day("effective"),
        zone=str(read_zone(reader.text("zone"), reader.at("zone"))),
        languages=languages,
        spoken=spoken,
        languages_claimed=reader.whole("languages_claimed", 0, 0, 200),
        hue=reader.whole("hue", 200, 0, 360),
        disclaimer=reader.words("disclaimer"),
        department=reader.words("department"),
        approval=reader.words("approval"),
        packs=_packs(reader),
        calendar=reader.text("calendar", ""),
        register_code=reader.text("register_code", ""),
        basis=tuple(_basis(item) for item in reader.items("basis")),
        citations=tuple(_citation(item) for item in reader.items("citations")),
        published_versions=tuple(_version(item) for item in reader.items("published_versions")),
        channel_lists=tuple(_channel_list(item) for item in reader.items("channel_lists")),
    )
    reader.done()
    return header


def _languages(reader: Reader, key: str) -> tuple[str, ...]:
    found = reader.texts(key)
    for code in found:
        if not _LANGUAGE.fullmatch(code):
            wanted = 'language codes such as "es" or "zh" are needed here'
            raise PolicyError(reader.at(key), f'"{code}"', wanted)
    return found


def _packs(reader: Reader) -> tuple[str, ...]:
    found = reader.texts("packs")
    for name in found:
        if not _PACK.fullmatch(name):
            wanted = 'a law pack with its version, such as "eu-gdpr@1", is needed here'
            raise PolicyError(reader.at("packs"), f'"{name}"', wanted)
    return found


def _basis(reader: Reader) -> Basis:
    found = Basis(reader.text("page"), reader.rows())
    reader.done()
    return found


def _citation(reader: Reader) -> Citation:
    current = reader.flag("current", True)
    found = Citation(reader.text("instrument"), reader.text("article"), reader.rows(), current)
    reader.done()
    return found


def _version(reader: Reader) -> PublishedVersion:
    found = PublishedVersion(
        version=reader.text("version"),
        date=reader.text("date"),
        where=reader.words("where", required=True),
        rows=reader.rows(),
    )
    reader.done()
    return found


def _channel_list(reader: Reader) -> ChannelList:
    where = reader.words("where", required=True)
    found = ChannelList(where, reader.texts("channels"), reader.rows())
    reader.done()
    return found
