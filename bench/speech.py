"""Texts as customers write them, in Spanish, English, Chinese and Arabic.

A few words stand in nearly every text and most words in hardly any: the n-th is drawn with a
weight of 1 / n (Zipf). The first hundred are real; the long tail is made of syllables.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

TAIL = 30_000
_HEAD = {
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más mi cuenta "
    "pero sus le ya o retiro este sí porque esta entre cuando muy sin sobre también me hasta hay "
    "donde desde dinero todo nos durante verificación dólares saldo pendiente correo banco "
    "tarjeta depósito ayer hoy gracias hola operación transferencia documento contraseña comisión "
    "plataforma margen posición cierre bono apalancamiento gráfico error semana lunes viernes",
    "en": "the of and to in is that for it as was with be by on not he i this are or his from at "
    "which but have an had they you were their one all we can her has there been my account "
    "withdrawal money please deposit card bank pending balance verify document password platform "
    "error since yesterday today thanks hello order trade margin leverage position closed bonus "
    "transfer statement spread swap chart login email phone weeks monday friday",
    "zh": "的 我 了 在 是 您好 请问 账户 提现 什么时候 到账 入金 银行 还没有 收到 谢谢 平台 无法 登录 密码 验证 "
    "文件 身份证 已经 提交 订单 平仓 保证金 杠杆 手续费 余额 转账 昨天 今天 星期一 客服 交易 失败 错误 显示 "
    "奖金 点差 图表 邮箱 手机 号码 审核 多久 需要 帮助",
    "ar": "في من على أن إلى لا ما هذا عن مع لم كان حساب سحب إيداع المال البنك بطاقة منذ أمس اليوم شكرا "
    "مرحبا الوثيقة كلمة المرور المنصة خطأ تحويل رصيد معلق عمولة الهامش الرافعة صفقة إغلاق مكافأة "
    "تحقق بريد هاتف رقم أسبوع الاثنين الجمعة متى يصل أرجو المساعدة",
}
_PIECES = {
    "es": "ba ce di fo gu la me ni po ru sa te vi zo cha lle ñi bra tre gli",
    "en": "ba ke di fo gu lan mer ning pol rush sat ten vil zon chap lee night brook tree glim",
    "ar": "با تي ثو جا حي خو دا ري زو سا شي صو طا عي غو فا قي كو لا مي",
    "zh": " ".join(chr(0x4E00 + 13 * n) for n in range(1500)),
}
_NAMES = {
    "es": ("Ana Luis Marta Diego Lucía Pablo Elena Hugo", "Beltrán Ruiz Prado Soto Vega Mora"),
    "en": ("Emma Liam Olivia Noah Grace Jack Ruby Owen", "Carter Hughes Bailey Reed Walsh Price"),
    "zh": ("王伟 李娜 张敏 刘洋 陈静 杨帆 赵磊 黄丽", "先生 女士"),
    "ar": ("محمد فاطمة أحمد مريم خالد ليلى يوسف نور", "الحسن المصري الخطيب حداد العلي"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who writes in one language: always the same for the same seed."""

    language: str
    chance: random.Random
    words: list[str]
    weights: list[float]

    def text(self, words: int) -> str:
        """So many words, drawn as they occur."""
        gap = "" if self.language == "zh" else " "
        return gap.join(self.chance.choices(self.words, cum_weights=self.weights, k=words))

    def name(self) -> str:
        """A person's name, one in a few dozen."""
        first, last = (part.split() for part in _NAMES[self.language])
        gap = "" if self.language == "zh" else " "
        return f"{self.chance.choice(first)}{gap}{self.chance.choice(last)}"


def speaker(language: str, seed: int) -> Speaker:
    """Somebody who writes in a language."""
    chance = random.Random(f"{language} {seed}")
    pieces, size = _PIECES[language].split(), (2, 2) if language == "zh" else (3, 5)
    tail = ("".join(chance.choices(pieces, k=chance.randint(*size))) for _ in range(TAIL))
    words = [*_HEAD[language].split(), *tail]
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    return Speaker(language, chance, words, weights)
