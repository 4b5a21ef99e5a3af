"""The words by which mail programs announce quoted history, in the languages customers use.

Written from the programs' own output (Gmail, Apple Mail, Outlook, Thunderbird, Yahoo, QQ,
NetEase, Mail.ru, Naver, Zimbra, ProtonMail).
"""

from __future__ import annotations

import re


def _any(words: str) -> str:
    """A pattern for the phrases of a table: one a line, or several divided by bars."""
    found = [word.strip() for line in words.strip().splitlines() for word in line.split("|")]
    kept = sorted((word for word in found if word), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in kept)


# Signs that only steer direction, put around dates and names in Arabic and Hebrew mails.
STEERING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
COLON = (":", "：")
ENDINGS = (
    *COLON, "wrote", "escribió", "escreveu", "écrit", "scritto", "написал", "写道", "寫道", "写到",
    "كتب", "كتبت", "작성", "yazdı", "viết", "menulis", "เขียนว่า", "כתב",
)  # fmt: skip
"""How such a line ends: a cheap look before the dear ones."""

WROTE = re.compile(
    r"(?:(?<![^\W\d_])(?:"
    + _any("""
wrote|writes|sent|escribió|escribio|escribe|ha escrito|va escriure|escrigué|envió
escreveu|escreveram|enviou|a écrit|écrit|écrivait|schrieb|schrieben|geschrieben
ha scritto|scritto|scrive|scrisse|schreef|skrev|skrives|kirjoitti|napisał|napisała|napisał(a)
pisze|napsal|napsala|napsal(a)|napísal|написал|написала|написал(а)|написав|пишет|пише|писал
a scris|írta|έγραψε|yazdı|şunu yazdı|şunları yazdı|yazmış|đã viết|viết|menulis|napisao
كتب|كتبت|كتبَ|تمت كتابة|أرسل|כתב|כתבה|כתב/ה
""")
    + r")(?![^\W\d_])|"
    + _any("""
写道|寫道|写到|寫到|说道|来信|來信|さんは書きました|が書きました|は書きました|のメール
님이 작성|님이 쓴 글|작성했습니다|작성한 메시지|썼습니다|작성|เขียนว่า|เขียน
""")
    + r")",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(
    r"(?:\bI|\bwe|\byo|\beu|\bj['’]ai|\bje vous ai|\bio|\bho|\bя|\bмы|我|我们|les|le|lhe|he)"
    r"\s*(?:wrote|escrib[ií]|escribió|escrevi|écrit|scritto|написал|написала|写道|寫道|sent)"
    r"|\bschrieb ich\b|\bhabe ich\b|\bschreef ik\b|\bskrev (?:jag|jeg)\b|\bhe escrito\b|\bescribí\b"
    r"|\bto (?:you|support)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:19|20)\d\d|\b25\d\d\b|[٠-٩]{1,4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}月\d{1,2}"
    r"|\d{1,2}월"
)
TIME = re.compile(r"\d{1,2}\s?[:.h時时点點]\s?\d{2}|[٠-٩]{1,2}:[٠-٩]{2}|\d{1,2}시|\d{1,2}点")
ANGLE = re.compile(r"[<\[(（]\s*(?:mailto:)?[^\s<>\[\]()]{1,64}@[^\s<>\[\]()]{1,200}[>\])）]")
ADDRESS = re.compile(r"[^\s<>\[\]()]{1,64}@[^\s<>\[\]()]{1,200}")

SEPARATOR = re.compile(
    r"[\W_]{0,4}[-_=—–*]{2,80}\s*(?:"
    + _any("""
original|original message|begin original message|original mail|original e-mail|original email
forwarded message|begin forwarded message|reply message|reply above this line
mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada
message d'origine|message d’origine|message original|courriel original|message transféré
ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht
messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht
исходное сообщение|пересылаемое сообщение|пересланное сообщение|оригинальное сообщение
原始邮件|原始郵件|原邮件|原始信件|转发邮件|转发的邮件|轉寄郵件|回复的原邮件|回复的邮件
元のメッセージ|転送メッセージ|원본 메시지|원본 메세지|원본메일|전달된 메시지|전달된 메세지
الرسالة الأصلية|رسالة أصلية|الرسالة المعاد توجيهها|رسالة معاد توجيهها|رسالة محولة
orijinal mesaj|orijinal ileti|özgün ileti|özgün mesaj|yönlendirilmiş ileti|iletilen mesaj
thư gốc|tin nhắn gốc|thư được chuyển tiếp|thông điệp gốc|pesan asli|pesan yang diteruskan
ข้อความต้นฉบับ|ข้อความดั้งเดิม|ข้อความที่ส่งต่อ|wiadomość oryginalna|oryginalna wiadomość
původní zpráva|mesaj original|הודעה מקורית|alkuperäinen viesti|ursprungligt meddelande
oprindelig meddelelse|opprinnelig melding|missatge original|eredeti üzenet|αρχικό μήνυμα
""")
    + r")\s*[-_=—–*]*\s*",
    re.IGNORECASE,
)
"""``-----Original Message-----``, the whole line."""


def _field(words: str, rest: str = r"\s*\S") -> re.Pattern[str]:
    return re.compile(rf"[\s*_]*(?:{_any(words)})\s*\*?\s*[:：]\s*\*?{rest}", re.IGNORECASE)


FROM = _field("""
from|von|de|da|van|від|от|从|发件人|寄件者|寄件人|發件人|差出人|送信者|보낸 사람|보낸사람|발신
발신인|من|المرسل|kimden|gönderen|từ|người gửi|dari|pengirim|จาก|ผู้ส่ง|od|från|fra|lähettäjä|de la
expéditeur|remitente|feladó|από|מאת|absender|mittente
""")
SENT = _field("""
sent|date|gesendet|datum|enviado|enviado el|enviada em|enviado em|enviada|data|fecha|envoyé
envoyé le|inviato|verzonden|отправлено|дата|надіслано|发送时间|发送日期|日期|时间|寄件日期|傳送時間
發送時間|送信日時|日時|送信日|보낸 날짜|보낸날짜|보낸 시간|날짜|تاريخ الإرسال|التاريخ|تم الإرسال
أرسلت|تاريخ|gönderildi|gönderilme tarihi|gönderme tarihi|tarih|đã gửi|ngày|ngày gửi|gửi lúc
dikirim|tanggal|terkirim|ส่ง|วันที่|ส่งเมื่อ|wysłano|data wysłania|odesláno|skickat|sendt|dato
lähetetty|trimis|elküldve|στάλθηκε|נשלח|enviat
""")
TO = _field(
    """
to|an|para|à|a|aan|кому|收件人|收件者|宛先|받는 사람|받는사람|수신|수신인|إلى|kime|alıcı|đến|tới
người nhận|kepada|ke|ถึง|do|komu|till|til|vastaanottaja|către|címzett|προς|אל|cc|抄送|副本|per a
""",
    "",
)
SUBJECT = _field(
    """
subject|betreff|asunto|assunto|objet|oggetto|onderwerp|тема|主题|主旨|主題|件名|제목|الموضوع
موضوع|konu|chủ đề|tiêu đề|subjek|perihal|เรื่อง|หัวเรื่อง|temat|předmět|ämne|emne|aihe|subiect
tárgy|θέμα|נושא|assumpte
""",
    "",
)
RULE = re.compile(r"\s*(?:_{10,}|-{10,}|={10,}|—{5,}|─{5,})\s*")

SIGNATURE = re.compile(r"(?:--|—|– ?–)[ \t]*")
_THING = r"""\b(?:
iphone|ipad|ipod|ios|android|samsung|galaxy|huawei|honor|xiaomi|redmi|oppo|vivo|realme|nokia|pixel
|outlook|yahoo|gmail|aol|gmx|web\.de|bluemail|proton\s?mail|proton|windows|blackberry|hotmail|zoho
|mail\.ru|yandex|naver|qq|foxmail|spark|mail|e-?mail|correo|почты|posta|smartphone|mobile|mobil
|m[oó]vil|celular|tel[eé]fono|telefone|telefon\w*|t[eé]l[eé]phone|handy|tablet\w*|dispositivo
|appareil|ger[aä]t|cihaz\w*|điện\sthoại|ponsel|hp|pc|mac)\w*
"""
DEVICE = re.compile(
    rf"""\W*(?:
    (?:get|obtén|obtenga|obtener|obter(?:\ o)?|baixe\ o|obtenez|télécharger|holen\ sie\ sich|ottieni
      |scarica|получите|获取|取得|下载|احصل\ على|tải|dapatkan|รับ|outlook\ を入手|edinin)
      \s*outlook.{{0,60}}
    |(?:sent|enviado|enviada|envoyé|gesendet|inviato|отправлено|надіслано|gửi|đã\ gửi|được\ gửi
      |được\ gửi\ từ|dikirim|verzonden|verstuurd|wysłan[eoa]|skickat|sendt|lähetetty|odesláno
      |trimis|enviat|diese\ nachricht\ wurde|this\ (?:message|e-?mail)\ was\ sent)\b
      .{{1,60}}?{_THING}.{{0,40}}
    |von\ mein\w+\ .{{1,40}}\ (?:gesendet|geschickt)
    |(?:发自|發自|寄自)\s?(?:我的)?.{{0,30}}
    |[从從来來]?自?我的.{{1,20}}(?:发送|傳送|发出)
    |.{{1,30}}から(?:送信|送信しました|送信されました)
    |(?:나의\ |내\ )?.{{1,30}}에서\ (?:보냄|보냈습니다|전송됨)
    |(?:أ?ُ?رسلت?|تم\ الإرسال|مرسلة?|أُرسلت?|أرسلت)\ (?:من|عبر|باستخدام)\ .{{1,60}}
    |.{{1,40}}(?:ımdan|umdan|imden|ümden|['’]?dan|['’]?den)\ gönderildi
    |ส่งจาก.{{1,40}}|נשלח\ מ.{{1,40}}|στάλθηκε\ από\ .{{1,40}}
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""``Sent from my iPhone``, the whole line; in most languages it must name a thing."""
