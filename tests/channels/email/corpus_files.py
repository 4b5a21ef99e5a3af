"""Mails with files, as they are met: named, nameless, hidden in text, or the whole mail."""

from __future__ import annotations

from tests.channels.email.build import coded, mail, multi, part

PDF = b"%PDF-1.4 hello"
PNG = b"\x89PNG\r\n\x1a\n0000"
TXT = "text/plain; charset=utf-8"
FILES: dict[str, tuple[bytes, dict[str, object]]] = {}


def files(case: str, raw: bytes, names: list[str], **more: object) -> None:
    FILES[case] = (raw, {"names": names, **more})


def attached(name: str, head: str, expected: str, data: bytes = PDF) -> None:
    raw = multi(
        "multipart/mixed", part(TXT, "Hola"), part("application/pdf", data, *head.split("\n"))
    )
    files(name, raw, [expected], text="Hola", contents=[data])


attached("filename", "Content-Disposition: attachment; filename=a.pdf", "a.pdf")
attached(
    "filename_quoted",
    'Content-Disposition: attachment; filename="mi factura.pdf"',
    "mi factura.pdf",
)
attached(
    "filename_spaces", "Content-Disposition: attachment; filename=mi factura.pdf", "mi factura.pdf"
)
attached(
    "filename_2231", "Content-Disposition: attachment; filename*=utf-8''a%C3%B1o.pdf", "año.pdf"
)
attached(
    "filename_2231_latin",
    "Content-Disposition: attachment; filename*=iso-8859-1'es'a%F1o.pdf",
    "año.pdf",
)
attached(
    "filename_parts",
    "Content-Disposition: attachment;\n filename*0*=utf-8''a%C3%B1;\n filename*1=\"o.p\";\n filename*2=df",
    "año.pdf",
)
attached(
    "filename_word",
    'Content-Disposition: attachment; filename="=?utf-8?b?5Y+R56WoLnBkZg==?="',
    "发票.pdf",
)
attached("filename_raw", 'Content-Disposition: attachment; filename="año.pdf"', "año.pdf")
attached(
    "both_names",
    "Content-Disposition: attachment; filename=bad.pdf; filename*=utf-8''good.pdf",
    "good.pdf",
)
attached("nameless", "Content-Disposition: attachment", "file-1.pdf")
attached("inline_nameless", "Content-Disposition: inline", "file-1.pdf")
attached("path", 'Content-Disposition: attachment; filename="../../etc/passwd"', "passwd")
attached(
    "windows_path", 'Content-Disposition: attachment; filename="C:\\Users\\ana\\a.pdf"', "a.pdf"
)
attached("hidden", 'Content-Disposition: attachment; filename=".htaccess"', "htaccess")
attached(
    "invisible", "Content-Disposition: attachment; filename*=utf-8''%E2%80%8B.htaccess", "htaccess"
)
attached("bidi", "Content-Disposition: attachment; filename*=utf-8''a%E2%80%AEfdp.exe", "afdp.exe")
attached("newline", "Content-Disposition: attachment; filename*=utf-8''a%0D%0Ab.pdf", "a b.pdf")
attached("only_dots", 'Content-Disposition: attachment; filename=".."', "file-1.pdf")
attached("slash_encoded", "Content-Disposition: attachment; filename*=utf-8''a%2Fb.pdf", "b.pdf")
attached("long", f"Content-Disposition: attachment; filename={'a' * 300}.pdf", f"{'a' * 146}.pdf")
attached("unknown_disposition", "Content-Disposition: whatever", "file-1.pdf")

files(
    "name_only",
    multi("multipart/mixed", part(TXT, "Hola"), part("application/pdf; name=b.pdf", PDF)),
    ["b.pdf"],
)
files(
    "name_word",
    multi(
        "multipart/mixed",
        part(TXT, "Hola"),
        part('image/png; name="=?utf-8?q?a=C3=B1o=2Epng?="', PNG),
    ),
    ["año.png"],
)
files(
    "is_a_pdf",
    mail(coded(PDF), "Content-Type: application/pdf\nContent-Transfer-Encoding: base64"),
    ["file-1.pdf"],
    text="",
    contents=[PDF],
)
files(
    "is_an_image",
    mail(coded(PNG), 'Content-Type: image/png; name="foto.png"\nContent-Transfer-Encoding: base64'),
    ["foto.png"],
    text="",
    contents=[PNG],
)
files(
    "octet_magic",
    multi("multipart/mixed", part("application/octet-stream", PDF)),
    ["file-1.pdf"],
    types=["application/pdf"],
)
files(
    "text_file",
    multi(
        "multipart/mixed",
        part(TXT, "Hola"),
        part(TXT, "log", "Content-Disposition: attachment; filename=log.txt"),
    ),
    ["log.txt"],
    text="Hola",
)
files(
    "csv",
    multi("multipart/mixed", part(TXT, "Hola"), part("text/csv", "a,b")),
    ["text-1.csv"],
    text="Hola",
)
files(
    "calendar",
    multi(
        "multipart/alternative",
        part(TXT, "Hola"),
        part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),
    ),
    ["invite-1.ics"],
    text="Hola",
)
files(
    "winmail",
    multi(
        "multipart/mixed",
        part(TXT, "Hola"),
        part("application/ms-tnef; name=winmail.dat", b"\x78\x9f"),
    ),
    ["winmail.dat"],
)
files(
    "smime",
    mail(
        coded(b"0000"),
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64",
    ),
    ["smime.p7m"],
    text="",
)
files(
    "pgp",
    multi(
        "multipart/encrypted",
        part("application/pgp-encrypted", "Version: 1"),
        part("application/octet-stream; name=encrypted.asc", "-----BEGIN"),
    ),
    ["file-1.asc", "encrypted.asc"],
)
INNER = mail("Inside", Subject="Mi cuenta / ayer")
files(
    "message",
    multi("multipart/mixed", part(TXT, "Hola"), part("message/rfc822", INNER)),
    ["ayer.eml"],
    text="Hola",
    contents=[INNER],
)
files(
    "message_named",
    multi("multipart/mixed", part(TXT, "Hola"), part("message/rfc822; name=viejo.eml", INNER)),
    ["viejo.eml"],
)
files(
    "message_base64",
    multi(
        "multipart/mixed",
        part(TXT, "Hola"),
        part("message/rfc822", coded(INNER), "Content-Transfer-Encoding: base64"),
    ),
    ["message-1.eml"],
    contents=[INNER],
)
files(
    "is_a_message",
    mail(INNER, "Content-Type: message/rfc822"),
    ["ayer.eml"],
    text="",
    contents=[INNER],
)
files(
    "digest",
    multi(
        "multipart/digest",
        part("", mail("One", Subject="One")),
        part("", mail("Two", Subject="Two")),
    ),
    ["One.eml", "Two.eml"],
)
UU = "Hola\nbegin 644 a.txt\n%:&5L;&\\\n`\nend\nAdiós"
files("uuencode", mail(UU), ["a.txt"], text="Hola\n\nAdiós", contents=[b"hello"])
files(
    "uuencode_open",
    mail("begin 644 a.txt\nM:&5L;&\\\nno end"),
    [],
    text="begin 644 a.txt\nM:&5L;&\\\nno end",
)
files("uuencode_talk", mail("begin 644 with this\nand it has an\nend"), [])
files(
    "x_uuencode",
    multi(
        "multipart/mixed",
        part(TXT, "Hola"),
        part(
            "application/octet-stream; name=a.txt",
            "begin 644 a.txt\n%:&5L;&\\\n`\nend\n",
            "Content-Transfer-Encoding: x-uuencode",
        ),
    ),
    ["a.txt"],
    contents=[b"hello"],
)
files(
    "two_nameless",
    multi(
        "multipart/mixed", part("image/jpeg", b"\xff\xd8\xff"), part("image/jpeg", b"\xff\xd8\xff")
    ),
    ["image-1.jpg", "image-2.jpg"],
)
files(
    "audio",
    multi("multipart/mixed", part(TXT, "Hola"), part("audio/ogg", b"OggS")),
    ["audio-1.ogg"],
)
files(
    "svg",
    multi(
        "multipart/mixed", part(TXT, "Hola"), part("image/svg+xml; name=a.svg", "<svg onload=x>")
    ),
    ["a.svg"],
    html="",
)
