"""Mails as they are met, and what must be understood of each. One line per mail where it fits."""

from __future__ import annotations

from tests.channels.email.build import BODY, coded, glue, mail, multi, part

PNG = b"\x89PNG\r\n\x1a\n0000"
TXT = "text/plain; charset=utf-8"

SENDERS: dict[str, tuple[bytes, dict[str, object]]] = {}
BODIES: dict[str, tuple[bytes, dict[str, object]]] = {}
SUBJECTS: dict[str, tuple[bytes, dict[str, object]]] = {}


def who(case: str, line: str, sender: str, verified: bool, **more: object) -> None:
    raw = mail(head=line, drop="From")
    SENDERS[case] = (raw, {"sender": sender, "verified": verified, **more})


who("plain", "From: ana@correo.test", "ana@correo.test", True, name="")
who("named", "From: Ana <ana@correo.test>", "ana@correo.test", True, name="Ana")
who(
    "quoted", 'From: "Beltrán, Ana" <ana@correo.test>', "ana@correo.test", True, name="Beltrán, Ana"
)
who(
    "encoded", "From: =?utf-8?q?Ana_Beltr=C3=A1n?= <a@c.test>", "a@c.test", True, name="Ana Beltrán"
)
who("encoded_in_quotes", 'From: "=?utf-8?b?5byg5LiJ?=" <a@c.test>', "a@c.test", True, name="张三")
who("comment", "From: a@c.test (Ana)", "a@c.test", True, name="Ana")
who("utf8_address", "From: Ana <añá@correo.test>", "añá@correo.test", True)
who("folded", "From: Ana\n <ana@correo.test>", "ana@correo.test", True, name="Ana")
who("tagged", "From: <ana+tag@correo.test>", "ana+tag@correo.test", True)
who("victim", "From: victim@bank.com <evil@x.com>", "evil@x.com", False)
who("victim_quoted", 'From: "victim@bank.com" <evil@x.com>', "evil@x.com", True, name="")
who("victim_after", "From: <evil@x.com> victim@bank.com", "evil@x.com", False)
who("two_froms", "From: a@x.test\nFrom: b@x.test", "a@x.test", False)
who("two_addresses", "From: a@x.test, b@x.test", "b@x.test", False)
who("two_angles", "From: A <a@x.test> <b@x.test>", "b@x.test", False)
who("group", "From: Friends: a@x.test;", "a@x.test", False)
who("no_from_reply_to", "Reply-To: Ana <r@x.test>", "r@x.test", False, name="Ana")
who("no_from_sender", "Sender: s@x.test", "s@x.test", False)
who("no_from_return_path", "Return-Path: <p@x.test>", "p@x.test", False)
who("nothing", "X-Nothing: here", "", False)
who("empty_from", "From: \nReply-To: r@x.test", "r@x.test", False)
who("name_only", "From: Ana\nSender: s@x.test", "s@x.test", False, name="Ana")
who("no_domain", "From: ana@\nReply-To: r@x.test", "r@x.test", False)
who("encoded_whole", "From: =?utf-8?q?Ana_=3Ca=40x.test=3E?=", "a@x.test", False)
who(
    "encoded_address",
    "From: =?utf-8?q?victim=40bank.com?= <evil@x.com>",
    "evil@x.com",
    True,
    name="",
)
who(
    "injection",
    "From: =?utf-8?q?x=0d=0aBcc:_z@z.com?= <e@x.test>",
    "e@x.test",
    False,
    name="x Bcc: z@z.com",
)
who("mailto", "From: Ana <mailto:a@x.test>", "a@x.test", False)
who("space_in_angle", "From: Ana < a@x.test >", "a@x.test", True)
who("null_in_name", "From: A\x00na <a@x.test>", "a@x.test", True, name="A na")
who("no_space", "From: Ana<a@x.test>", "a@x.test", True, name="Ana")
who("lower_from", "from: Ana <a@x.test>", "a@x.test", True)
who("stray_line", "Received: by x\nstray line here\nFrom: a@x.test", "a@x.test", False)
who("nested_comment", "From: (a (b@c.test)) Ana <a@x.test>", "a@x.test", True)
who("unicode_trick", "From: ana@x.test\u202e <e@x.test>", "e@x.test", False)


def subject(
    name: str, line: bytes | str, expected: str, body: bytes = b"hi", head: str = ""
) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    SUBJECTS[name] = (
        mail(body, b"Subject: " + raw + b"\r\n" + head.encode(), drop="Subject"),
        {"subject": expected},
    )


TYPE = "Content-Type: text/plain; charset=%s"
subject("plain", "Hello", "Hello")
subject("utf8_word", "=?UTF-8?B?wqFIb2xhIQ==?=", "¡Hola!")
subject("adjacent", "=?utf-8?q?Hol?=\r\n =?utf-8?q?a_t=C3=BA?=", "Hola tú")
subject("cut_sign", "=?utf-8?B?w?= =?utf-8?B?w7E=?=", "ñ")
subject("half_signs", "=?utf-8?q?a=C3?= =?utf-8?q?=B1o?=", "año")
subject("mixed", "Re: =?iso-8859-1?Q?a=F1o?= 2026", "Re: año 2026")
subject("spaces_inside", "=?utf-8?Q?no puedo entrar?=", "no puedo entrar")
subject("no_space_after", "=?utf-8?Q?a=C3=B1o?=2026", "año2026")
subject("question", "=?utf-8?Q?What??=", "What?")
subject("language", "=?utf-8*es?Q?a=C3=B1o?=", "año")
subject("no_padding", "=?utf-8?B?SG9sYQ?=", "Hola")
subject("unknown_charset", "=?x-unknown?Q?a=C3=B1o?=", "año")
subject("gb2312_beyond", "=?gb2312?B?" + "镕基".encode("gb18030").hex() + "?=", "", b"")
subject(
    "gb2312",
    b"=?gb2312?Q?" + "".join(f"={b:02X}" for b in "镕基".encode("gb18030")).encode() + b"?=",
    "镕基",
)
subject("raw_utf8", "Año nuevo", "Año nuevo")
subject("raw_latin", b"A\xf1o nuevo", "Año nuevo")
subject("raw_gbk", "账户问题".encode("gbk"), "账户问题", b"hi", TYPE % "gb2312")
subject("raw_koi8", "Привет".encode("koi8-r"), "Привет", b"hi", TYPE % "koi8-r")
subject("raw_1256", "مرحبا".encode("cp1256"), "مرحبا", b"hi", TYPE % "windows-1256")
subject("iso2022jp", "=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは")
subject("newline", "=?utf-8?q?a=0d=0aBcc:_evil@x.test?=", "a Bcc: evil@x.test")
subject("nul", "=?utf-8?q?a=00b?=", "a b")
subject("broken_word", "=?utf-8?q?broken", "=?utf-8?q?broken")
subject("tab_folded", "Hello\r\n\tworld", "Hello world")
subject("emoji", "=?utf-8?b?8J+YgA==?= hi", "😀 hi")
subject("surrogate", "=?utf-16-be?b?2AA=?=", "Ø")
subject("empty", "", "")
subject("windows_1252", "=?iso-8859-1?Q?=80_100?=", "€ 100")
del SUBJECTS["gb2312_beyond"]


def body(name: str, raw: bytes, text: str, **more: object) -> None:
    BODIES[name] = (raw, {"text": text, **more})


def charset(label: str, codec: str, words: str) -> None:
    raw = mail(words.encode(codec), f"Content-Type: text/plain; charset={label}")
    body(f"charset_{label}_{codec}", raw, words)


CHARSETS = [
    ("utf-8", "utf-8", "Año 账户"), ("utf8", "utf-8", "Año"), ("UTF-8", "utf-8", "Año"),
    ('"utf-8"', "utf-8", "Año"), ("iso-8859-1", "cp1252", "Año € “hola”"),
    ('"iso-8859-1;format=flowed"', "latin-1", "Año"), ("us-ascii", "utf-8", "Año"),
    ("us-ascii", "cp1252", "Año"), ("ansi_x3.4-1968", "cp1252", "Año"), ("x-unknown", "utf-8", "Año"),
    ("unknown-8bit", "cp1252", "Año"), ("default_charset", "utf-8", "Año"),
    ("iso-8859-2", "iso-8859-2", "Žluťoučký"), ("windows-1250", "cp1250", "Žluťoučký"),
    ("windows-1251", "cp1251", "Привет"), ("cp1251", "cp1251", "Привет"), ("koi8-r", "koi8-r", "Привет"),
    ("koi8-u", "koi8-u", "Привіт"), ("cp-866", "cp866", "Привет"), ("cp-850", "cp850", "Año"),
    ("iso-8859-5", "iso-8859-5", "Привет"), ("iso-8859-7", "iso-8859-7", "Γειά"),
    ("windows-1253", "cp1253", "Γειά"), ("iso-8859-9", "cp1254", "Şişli ğ"), ("iso-8859-15", "iso-8859-15", "€ œ"),
    ("windows-1255", "cp1255", "שלום"), ("iso-8859-8-i", "iso-8859-8", "שלום"),
    ("windows-1256", "cp1256", "مرحبا"), ("iso-8859-6", "iso-8859-6", "مرحبا"),
    ("windows-1258", "cp1258", "Xin chào"), ("windows-874", "cp874", "สวัสดี"), ("tis-620", "tis-620", "สวัสดี"),
    ("gb2312", "gb18030", "账户镕㐀"), ("gbk", "gbk", "账户"), ("gb18030", "gb18030", "账户😀"),
    ("hz-gb-2312", "hz", "账户问题"), ("big5", "big5", "帳戶問題"), ("big5-hkscs", "big5hkscs", "帳戶嘅"),
    ("euc-kr", "cp949", "안녕하세요 똠"), ("ks_c_5601-1987", "cp949", "안녕하세요"),
    ("iso-2022-kr", "iso2022_kr", "안녕하세요"), ("shift_jis", "cp932", "こんにちは①"),
    ("x-sjis", "cp932", "こんにちは"), ("iso-2022-jp", "iso2022_jp", "こんにちは"),
    ("euc-jp", "euc_jp", "こんにちは"), ("utf-16", "utf-16", "Año"), ("utf-16le", "utf-16-le", "Año"),
    ("utf-7", "utf-7", "Año"), ("macintosh", "mac_roman", "Año"), ("x-mac-cyrillic", "mac_cyrillic", "Привет"),
    ("nonsense-999", "utf-8", "Año"), ("gb2312", "utf-8", "帐户 año"), ("utf-8", "cp1252", "Año señal"),
    ("idna", "utf-8", "Año"), ("unicode_escape", "utf-8", "a\\x41 ñ"), ("windows-1252", "utf-8", "Año"),
    ("rot13", "utf-8", "hola"), ("base64", "utf-8", "hola"),
]  # fmt: skip
for _label, _codec, _words in CHARSETS:
    charset(_label, _codec, _words)

body("plain", mail(), BODY)
body("no_mime", mail("Hola\n\nAna"), "Hola\n\nAna")
body("unlabelled_8bit", mail("Año".encode("cp1252")), "Año")
body(
    "quoted_printable",
    mail("A=C3=B1o =\nnuevo", f"Content-Type: {TXT}\nContent-Transfer-Encoding: quoted-printable"),
    "Año nuevo",
)
body(
    "broken_quoted_printable",
    mail("50=% =ZZ", f"Content-Type: {TXT}\nContent-Transfer-Encoding: quoted-printable"),
    "50=% =ZZ",
)
body(
    "base64",
    mail(coded("Año".encode()), f"Content-Type: {TXT}\nContent-Transfer-Encoding: base64"),
    "Año",
)
body(
    "base64_label_only",
    mail("Hello, not base64!", f"Content-Type: {TXT}\nContent-Transfer-Encoding: base64"),
    "Hello, not base64!",
)
body(
    "base64_with_footer",
    mail(
        coded(b"Hello you") + b"--\r\nlist footer, clear\r\n",
        f"Content-Type: {TXT}\nContent-Transfer-Encoding: base64",
    ),
    "Hello you\n--\nlist footer, clear\n".strip(),
)
body(
    "flowed",
    mail("a b \nc d\ne", "Content-Type: text/plain; charset=utf-8; format=flowed"),
    "a b c d\ne",
)
body("flowed_delsp", mail("账 \n户", f"Content-Type: {TXT}; format=flowed; delsp=yes"), "账户")
body(
    "flowed_quotes",
    mail("> a \n> b\nmine \nhere", f"Content-Type: {TXT}; format=flowed"),
    "> a b\nmine here",
)
body(
    "flowed_signature",
    mail("hi\n-- \nAna", f"Content-Type: {TXT}; format=flowed"),
    "hi\n-- \nAna",
    new_text="hi",
)
body(
    "alternative",
    multi("multipart/alternative", part(TXT, "Hola"), part("text/html", "<p>Hola <b>tú</b>")),
    "Hola",
    html="<p>Hola <b>tú</b></p>",
)
body(
    "html_only",
    mail(
        "<p>Hola</p><ul><li>uno<li>dos</ul><a href='https://x.test/a'>aquí</a>",
        "Content-Type: text/html",
    ),
    "Hola\n\n- uno\n- dos\n\naquí (https://x.test/a)",
)
body(
    "html_meta",
    mail("<meta charset='windows-1251'><p>Привет".encode("cp1251"), "Content-Type: text/html"),
    "Привет",
)
body(
    "empty_plain_html",
    multi("multipart/alternative", part(TXT, " \n"), part("text/html", "<p>Hola")),
    "Hola",
)
body(
    "two_texts",
    multi("multipart/mixed", part(TXT, "Uno"), part("image/png", PNG), part(TXT, "Dos")),
    "Uno\n\nDos",
    names=["image-1.png"],
)
body(
    "mixed_same_words",
    multi("multipart/mixed", part(TXT, "Hola tú"), part("text/html", "<p>Hola tú</p>")),
    "Hola tú",
)
body(
    "mixed_other_words",
    multi("multipart/mixed", part(TXT, "Hola"), part("text/html", "<p>Adiós</p>")),
    "Hola\n\nAdiós",
)
body(
    "related",
    multi(
        "multipart/related",
        part("text/html", "<p>Hola<img src='cid:x'></p>"),
        part("image/png", PNG, "Content-ID: <x>"),
    ),
    "Hola",
    names=["image-1.png"],
)
body(
    "nested",
    multi(
        "multipart/mixed",
        part(
            'multipart/alternative; boundary="in"',
            glue(part(TXT, "Hola"), part("text/html", "<b>Hola"), boundary="in"),
        ),
    ),
    "Hola",
)
body(
    "signed",
    multi("multipart/signed", part(TXT, "Hola"), part("application/pgp-signature", "-----BEGIN")),
    "Hola",
    names=["signature-1.asc"],
)
body("no_end", multi("multipart/mixed", part(TXT, "Hola"), end=""), "Hola")
body(
    "no_boundary",
    mail("--zz\nContent-Type: text/plain\n\nHola\n--zz--", "Content-Type: multipart/mixed"),
    "Hola",
)
body(
    "wrong_boundary",
    mail("Hola, soy Ana", "Content-Type: multipart/mixed; boundary=zz"),
    "Hola, soy Ana",
)
body(
    "epilogue",
    multi("multipart/mixed", part(TXT, "Hola"), end="--bb--\r\nfooter here\r\n"),
    "Hola\n\nfooter here",
)
body("no_type", mail("Hola", "Content-Type: nonsense"), "Hola")
body("type_text", mail("Hola", "Content-Type: text"), "Hola")
body("bare_lf", mail("Hola\nAna").replace(b"\r\n", b"\n"), "Hola\nAna")
body("bare_cr", mail("Hola\nAna").replace(b"\r\n", b"\r"), "Hola\nAna")
body("nul", mail(b"Ho\x00la"), "Hola")
body("mbox_line", b"From ana Mon Nov 3 10:00:00 2026\r\n" + mail("Hola"), "Hola", verified=True)
body("control", mail(b"a\x07b\x1b[31mc"), "ab[31mc")
body("rtl", mail("مرحبا بكم", f"Content-Type: {TXT}"), "مرحبا بكم")
body("emoji", mail("😀👩‍👩‍👧", f"Content-Type: {TXT}"), "😀👩‍👩‍👧")
body(
    "html_script",
    mail("<p>Hi<script>alert(1)</script><style>p{}</style>", "Content-Type: text/html"),
    "Hi",
    html="<p>Hi</p>",
)
body(
    "html_gmail",
    mail(
        '<div>Nuevo</div><div class="gmail_quote"><div class="gmail_attr">XYZ 2026 ::</div><blockquote>viejo</blockquote></div>',
        "Content-Type: text/html",
    ),
    "Nuevo\nXYZ 2026 ::\n\n> viejo",
    new_text="Nuevo",
)
body(
    "html_cite",
    mail('<p>Nuevo</p><blockquote type="cite">viejo</blockquote>', "Content-Type: text/html"),
    "Nuevo\n\n> viejo",
    new_text="Nuevo",
)
body(
    "html_outlook",
    mail(
        '<p>Nuevo</p><div id="divRplyFwdMsg"><b>XX:</b> Z</div><p>viejo</p>',
        "Content-Type: text/html",
    ),
    "Nuevo\n\nXX: Z\n\nviejo",
    new_text="Nuevo",
)
body(
    "html_inline",
    mail(
        '<div class="gmail_quote"><blockquote>¿cuenta?</blockquote></div><p>12345</p>',
        "Content-Type: text/html",
    ),
    "> ¿cuenta?\n\n12345",
    new_text="> ¿cuenta?\n\n12345",
)
body(
    "gmail_plain",
    mail("Sigo igual\n\nEl lun, 3 nov 2026 a las 10:00, XM (<s@xm.test>) escribió:\n\n> hola"),
    "Sigo igual\n\nEl lun, 3 nov 2026 a las 10:00, XM (<s@xm.test>) escribió:\n\n> hola",
    new_text="Sigo igual",
)
body(
    "amp",
    multi(
        "multipart/alternative",
        part(TXT, "Hola"),
        part("text/x-amp-html", "<html amp>"),
        part("text/html", "<p>Hola"),
    ),
    "Hola",
    names=[],
)
