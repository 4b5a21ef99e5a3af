"""New words are told from quoted history and signatures in the languages customers use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.channels.email.quotes import divide

ATTRIBUTIONS = [
    "On Mon, Nov 3, 2026 at 10:00 AM XM Support <support@xm.test> wrote:",
    "On 3 Nov 2026, at 10:00, XM Support <support@xm.test> wrote:",
    "On 11/3/26 10:00, XM Support wrote:",
    "El lun, 3 nov 2026 a las 10:00, Soporte (<support@xm.test>) escribió:",
    "El 3/11/26 a las 10:00, Soporte escribió:",
    "在 2026年11月3日，10:00，客服 <support@xm.test> 写道：",
    "客服 <support@xm.test> 于2026年11月3日周一 10:00写道：",
    "客服 <support@xm.test> 於 2026年11月3日 週一 上午10:00寫道：",
    '在 2026-11-03 10:00:00，"客服" <support@xm.test> 写道：',
    "في الاثنين، 3 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة XM <support@xm.test>:",
    "بتاريخ 3/11/2026 10:00، كتب XM Support:",
    "في ٣ نوفمبر ٢٠٢٦، الساعة ١٠:٠٠، كتب XM <support@xm.test>:",
    "Em seg., 3 de nov. de 2026 às 10:00, XM <support@xm.test> escreveu:",
    "Le lun. 3 nov. 2026 à 10:00, XM <support@xm.test> a écrit :",
    "Am Mo., 3. Nov. 2026 um 10:00 Uhr schrieb XM <support@xm.test>:",
    "Am 03.11.2026 um 10:00 schrieb XM Support:",
    "Il giorno lun 3 nov 2026 alle ore 10:00 XM <support@xm.test> ha scritto:",
    "пн, 3 нояб. 2026 г. в 10:00, XM <support@xm.test>:",
    "03.11.2026 10:00, XM пишет:",
    "2026年11月3日(火) 10:00 XM <support@xm.test>:",
    "2026년 11월 3일 (월) 오전 10:00, XM <support@xm.test>님이 작성:",
    "XM <support@xm.test>, 3 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:",
    "Vào Th 2, 3 thg 11, 2026 vào lúc 10:00 XM <support@xm.test> đã viết:",
    "Pada Sen, 3 Nov 2026 pukul 10.00 XM <support@xm.test> menulis:",
    "ในวันที่ จ. 3 พ.ย. 2026 เวลา 10:00 XM <support@xm.test> เขียนว่า:",
    "Op ma 3 nov 2026 om 10:00 schreef XM <support@xm.test>:",
    "pon., 3 lis 2026 o 10:00 XM <support@xm.test> napisał(a):",
    "On Mon, Nov 3, 2026 at 10:00 AM XM Support\n<support@xm.test> wrote:",
    "El lun, 3 nov 2026 a las 10:00, Soporte de una empresa\n(<support@xm.test>)\nescribió:",
]
NEW = "Sigo sin poder entrar.\n\nGracias"


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_history_below_an_attribution_is_cut(line, mark):
    done = divide(f"{NEW}\n\n{line}\n\n{mark}Hello Ana\n{mark}we answer soon")
    assert done.new == NEW
    assert done.quoted.startswith(line)
    assert "we answer soon" in done.quoted


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_words_right_above_an_attribution_stay(line):
    done = divide(f"Llamé a las 10:00 y nada\n{line}\n> Hello")
    assert done.new == "Llamé a las 10:00 y nada"


SEPARATORS = [
    "-----Original Message-----",
    "----- Mensaje original -----",
    "------------------ 原始邮件 ------------------",
    "------------------ Original ------------------",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Messaggio originale-----",
    "-----Исходное сообщение-----",
    "-----الرسالة الأصلية-----",
    "----- Mensagem original -----",
    "-----元のメッセージ-----",
    "-----원본 메시지-----",
    "-----Orijinal Mesaj-----",
    "-----Thư gốc-----",
    "-----Pesan Asli-----",
    "-----ข้อความต้นฉบับ-----",
]


@pytest.mark.parametrize("line", SEPARATORS)
def test_history_below_a_separator_is_cut(line):
    done = divide(f"{NEW}\n{line}\nanything\nat all")
    assert (done.new, done.quoted) == (NEW, f"{line}\nanything\nat all")


BLOCKS = [
    "From: XM <s@xm.test>\nSent: Monday, November 3, 2026\nTo: Ana\nSubject: Re: x",
    "De: XM <s@xm.test>\nEnviado: lunes, 3 de noviembre\nPara: Ana\nAsunto: RE: x",
    "De: XM\nEnviado el: lunes, 3 de noviembre\nPara: Ana\nAsunto: RE: x",
    "Von: XM <s@xm.test>\nGesendet: Montag, 3. November\nAn: Ana\nBetreff: AW: x",
    "De : XM <s@xm.test>\nEnvoyé : lundi 3 novembre\nÀ : Ana\nObjet : RE: x",
    "Da: XM <s@xm.test>\nInviato: lunedì 3 novembre\nA: Ana\nOggetto: R: x",
    "De: XM <s@xm.test>\nEnviada em: segunda-feira\nPara: Ana\nAssunto: RES: x",
    "发件人: XM <s@xm.test>\n发送时间: 2026年11月3日\n收件人: Ana\n主题: 回复: x",
    "寄件者: XM <s@xm.test>\n寄件日期: 2026年11月3日\n收件者: Ana\n主旨: x",
    "من: XM <s@xm.test>\nتاريخ الإرسال: 3 نوفمبر\nإلى: Ana\nالموضوع: x",
    "От: XM <s@xm.test>\nОтправлено: 3 ноября\nКому: Ana\nТема: x",
    "差出人: XM <s@xm.test>\n送信日時: 2026年11月3日\n宛先: Ana\n件名: x",
    "보낸 사람: XM <s@xm.test>\n보낸 날짜: 2026년 11월 3일\n받는 사람: Ana\n제목: x",
    "Kimden: XM <s@xm.test>\nGönderildi: 3 Kasım\nKime: Ana\nKonu: x",
    "Từ: XM <s@xm.test>\nĐã gửi: 3 tháng 11\nĐến: Ana\nChủ đề: x",
    "Dari: XM <s@xm.test>\nDikirim: 3 November\nKepada: Ana\nSubjek: x",
    "จาก: XM <s@xm.test>\nส่ง: 3 พฤศจิกายน\nถึง: Ana\nเรื่อง: x",
    "*From:* XM <s@xm.test>\n*Date:* Monday\n*To:* Ana\n*Subject:* x",
]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("rule", ["", "________________________________\n"])
def test_history_below_outlooks_block_is_cut(block, rule):
    done = divide(f"{NEW}\n\n{rule}{block}\n\nDear Ana,\nhistory")
    assert (done.new, done.quoted) == (NEW, f"{rule}{block}\n\nDear Ana,\nhistory")


DEVICES = [
    "Sent from my iPhone",
    "Sent from Outlook for Android",
    "Get Outlook for iOS",
    "Sent from Yahoo Mail on Android",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Obtener Outlook para Android",
    "Envoyé de mon iPhone",
    "Von meinem iPhone gesendet",
    "Inviato da iPhone",
    "Отправлено с iPhone",
    "Отправлено из мобильной Почты Mail.ru",
    "发自我的iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "أُرسلت من الـ iPhone",
    "iPhone'umdan gönderildi",
    "Gửi từ iPhone của tôi",
    "Dikirim dari iPhone saya",
    "ส่งจาก iPhone ของฉัน",
]


@pytest.mark.parametrize("line", DEVICES)
def test_the_device_line_is_cut(line):
    assert divide(f"{NEW}\n\n{line}").new == NEW
    assert (
        divide(f"{NEW}\n\n{line}\n\nOn 3 Nov 2026, at 10:00, X <a@b.test> wrote:\n> a").new == NEW
    )


def test_a_signature_is_cut_with_the_quote_above_or_below_it():
    done = divide(f"{NEW}\n\n-- \nAna Beltrán\nSevilla\n\nOn 3 Nov 2026 10:00, X wrote:\n> a\n> b")
    assert done.new == NEW
    done = divide(f"{NEW}\n\nOn 3 Nov 2026 10:00, X wrote:\n> a\n\n-- \nAna")
    assert done.new == NEW


KEPT_WHOLE = {
    "inline": "> Which account?\n12345\n> Since when?\nYesterday\n> Regards",
    "below": "On 3 Nov 2026 at 10:00, X <x@x.test> wrote:\n> Which account?\n\nIt is 12345",
    "only_quote": "> a\n> b",
    "only_signature": "-- \nAna",
    "forward": "-----Original Message-----\nFrom: bank@x.test\nThis is what I got",
    "only_device": "Sent from my iPhone",
    "empty": "",
    "transfer": "I sent money.\nFrom: account 123\nTo: account 456\nDate: 3 Nov 2026\nWhere is it?",
    "sent_money": "Hola\nEnviado el pago de 100 USD ayer, no ha llegado",
    "sent_on_my_behalf": "My bank says:\nSent from account 55 to your account 66",
    "quote_of_terms": "Your page says:\n> within 24 hours\nand nothing came",
    "wrote_to_you": "On 3 November 2026 at 10:00 I wrote to you:\nmy card does not work",
    "dashes": "First\n--\n" + "\n".join(f"Point {n}" for n in range(30)),
    "he_wrote": "Your agent wrote:\nyou will be paid\nand I was not",
    "date_colon": "Occurred on 3 Nov 2026 at 10:00:\nthe order failed",
    "arrow": "-> this\n=> that",
}


@pytest.mark.parametrize("name", KEPT_WHOLE)
def test_what_a_customer_may_have_written_stays_new(name):
    text = KEPT_WHOLE[name]
    done = divide(text)
    assert done.new == text.strip("\n")
    assert done.quoted == ""


def test_marks_of_html_tell_where_history_starts():
    done = divide("Danke\nXX 2026 ?? foo\nold", [1])
    assert done.new == "Danke"
    done = divide("old head\n> old\nanswer below", [0])
    assert done.new == "old head\n> old\nanswer below"


LINES = st.sampled_from(
    ["", "hello", "> a", ">> b", "-- ", "--", "Sent from my iPhone", "hola: 10:00 2026", *ATTRIBUTIONS,
     *SEPARATORS, *BLOCKS, "________________________________"]
) | st.text(max_size=30).map(lambda text: text.replace("\r", " "))  # fmt: skip


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(LINES, max_size=14), st.lists(st.integers(-2, 20), max_size=2))
def test_no_line_is_lost(lines, marks):
    text = "\n".join(lines)
    done = divide(text, marks)
    kept = [line for line in f"{done.new}\n{done.quoted}".split("\n") if line]
    assert kept == [line for line in text.split("\n") if line]
    assert done.new.strip() or not text.strip() or not any(sign.isalnum() for sign in text)
