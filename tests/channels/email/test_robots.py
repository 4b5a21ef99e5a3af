"""People and machines: a robot never gets an answer, a person is never taken for a robot."""

import pytest

from tests.channels.email.build import mail, multi, part
from ventanilla.channels.email.parse import parse

DSN = (
    "Reporting-MTA: dns; x.test\n\nFinal-Recipient: rfc822; z@x.test\nAction: failed\nStatus: 5.1.1"
)
REPORT = 'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=%s; boundary="bb"'


def report(kind: str, second: bytes, **more: str) -> bytes:
    raw = multi("multipart/report", part("text/plain", "A report"), second, **more)
    return raw.replace(b"multipart/report;", f"multipart/report; report-type={kind};".encode())


ROBOTS = {
    "dsn": (report("delivery-status", part("message/delivery-status", DSN)), "bounce"),
    "dsn_no_type": (multi("multipart/report", part("text/plain", "x"), part("message/delivery-status", DSN)), "bounce"),
    "null_path": (mail(head="Return-Path: <>"), "bounce"),
    "daemon": (mail(From="MAILER-DAEMON@mx.test", Subject="failure notice"), "bounce"),
    "qmail": (mail("Hi. This is the qmail-send program at x.test.", From="MAILER-DAEMON@x.test", Subject="failure notice"), "bounce"),
    "exchange": (mail(From="postmaster@x.test", Subject="Undeliverable: Hola"), "bounce"),
    "exchange_es": (mail(From="postmaster@x.test", Subject="No se puede entregar: Hola"), "bounce"),
    "chinese": (mail(From="postmaster@qq.test", Subject="系统退信"), "bounce"),
    "exim": (mail("This message was created automatically by mail delivery software.", From="Mailer-Daemon@x.test"), "bounce"),
    "failed_header": (mail(head="X-Failed-Recipients: z@x.test"), "bounce"),
    "auto_replied": (mail(head="Auto-Submitted: auto-replied"), "auto"),
    "auto_generated": (mail(head="Auto-Submitted: auto-generated; owner-email=x"), "auto"),
    "vacation_null_path": (mail(head="Return-Path: <>\nAuto-Submitted: auto-replied (vacation)"), "auto"),
    "bulk": (mail(head="Precedence: bulk"), "auto"),
    "junk": (mail(head="Precedence: junk"), "auto"),
    "list": (mail(head="Precedence: list"), "auto"),
    "auto_reply_precedence": (mail(head="Precedence: auto_reply"), "auto"),
    "x_autoreply": (mail(head="X-Autoreply: yes"), "auto"),
    "x_autorespond": (mail(head="X-Autorespond: on"), "auto"),
    "newsletter": (mail(head="List-Id: <news.x.test>\nList-Unsubscribe: <https://x.test/u>"), "auto"),
    "unsubscribe": (mail(head="List-Unsubscribe: <mailto:u@x.test>"), "auto"),
    "exchange_away": (mail(Subject="Automatic reply: Hola", head="X-Auto-Response-Suppress: All"), "auto"),
    "mdn": (report("disposition-notification", part("message/disposition-notification", "Disposition: x")), "auto"),
    "arf": (report("feedback-report", part("message/feedback-report", "Feedback-Type: abuse")), "complaint-report"),
    "own_loop": (mail(head="X-Ventanilla-Loop: xm"), "loop"),
    "going_round": (mail(head="\n".join(["Received: from a by b"] * 51)), "loop"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robot_is_known_and_never_answered(name):
    raw, kind = ROBOTS[name]
    found = parse(raw)
    assert (found.kind, found.answerable) == (kind, False)


AWAY = [
    ("Automatic reply: Hi", "I am out of the office until Monday."),
    ("Out of Office: Hi", "I am on annual leave."),
    ("Respuesta automática: Hola", "Estoy fuera de la oficina."),
    ("Fuera de la oficina", "Estoy de vacaciones hasta el lunes."),
    ("自动回复: 你好", "我正在休假,回来后回复。"),
    ("رد تلقائي: مرحبا", "أنا خارج المكتب حتى الأحد."),
    ("Resposta automática: Oi", "Estou de férias."),
    ("Réponse automatique : Bonjour", "Je suis en congé, de retour le 3."),
    ("Automatische Antwort: Hallo", "Ich bin im Urlaub."),
    ("Abwesenheitsnotiz: Hallo", "Ich bin nicht im Büro."),
    ("Risposta automatica: Ciao", "Sono in ferie."),
    ("Автоматический ответ: Привет", "Я в отпуске."),
    ("自動応答: こんにちは", "本日は休暇をいただいております。"),
    ("자동 회신: 안녕", "현재 휴가 중입니다."),
    ("Otomatik yanıt: Merhaba", "Şu anda ofis dışındayım, izindeyim. İzinde"),
    ("Trả lời tự động: Xin chào", "Tôi đang nghỉ phép."),
    ("Balasan otomatis: Halo", "Saya sedang cuti."),
    ("ตอบกลับอัตโนมัติ: สวัสดี", "ขณะนี้ ลาพักร้อน"),
]


@pytest.mark.parametrize(("subject", "text"), AWAY)
def test_a_vacation_note_is_a_robot_in_every_language(subject, text):
    assert parse(mail(text, Subject=subject)).kind == "auto"


PEOPLE = {
    "plain": mail(),
    "policy": mail("What is your policy?", Subject="Re: out of office policy"),
    "away_word": mail("My account is blocked", Subject="Out of office problem with my card"),
    "suspicious_body": mail("I was on vacation and my card was stolen", Subject="Stolen card"),
    "auto_submitted_no": mail(head="Auto-Submitted: no"),
    "undeliverable": mail("your mail bounced", Subject="Undeliverable: your letter"),
    "failure": mail(Subject="failure notice about my deposit"),
    "return_path": mail(head="Return-Path: <ana@correo.test>"),
    "forwarded_bounce": multi("multipart/mixed", part("text/plain", "I got this"), part("message/rfc822", ROBOTS["dsn"][0]), boundary="out", end="--out--\r\n"),
    "attached_arf": multi("multipart/mixed", part("text/plain", "I got this"), part("message/feedback-report", "x", "Content-Disposition: attachment")),
    "auto_word": mail("It says automatic reply", Subject="Automatic reply does not stop"),
    "through_group": mail(head="X-Google-Group-Id: 1\nList-Id: <support.x.test>\nPrecedence: list"),
    "fifty": mail(head="\n".join(["Received: from a by b"] * 50)),
    "priority": mail(head="Precedence: first-class"),
}  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_a_person(name):
    assert parse(PEOPLE[name]).kind == "person"


@pytest.mark.parametrize(
    ("raw", "answerable"),
    [
        (mail(), True),
        (mail(From="noreply@x.test"), False),
        (mail(From="no-reply@x.test"), False),
        (mail(From="do-not-reply@x.test"), False),
        (mail(From="noreply+1234@x.test"), False),
        (mail(From="postmaster@x.test"), False),
        (mail(From="noreplyana@x.test"), True),
        (mail(head="X-Auto-Response-Suppress: OOF, AutoReply"), False),
        (mail(drop="From"), False),
        (PEOPLE["through_group"], False),
    ],
)
def test_whom_a_machine_may_answer(raw, answerable):
    assert parse(raw).answerable is answerable
