"""Says what the staff's pages say: labels, columns, and the names of statuses and stages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.channels.web.wording import Wording
from dialogs.catalogues import say
from state_machine.questionnaire import Stage

__all__ = ["WORDING", "words"]

WORDING: Mapping[str, Wording] = MappingProxyType(
    {
        "title": Wording("Санақ: қызметкерлерге", "Санақ: сотрудникам", "Sanaq: for staff"),
        "staff": Wording("Қызметкерлерге", "Сотрудникам", "Staff"),
        "language": Wording("Тіл", "Язык", "Language"),
        "sign_in": Wording("Кіру", "Войти", "Sign in"),
        "sign_out": Wording("Шығу", "Выйти", "Sign out"),
        "name": Wording("Аты", "Имя", "Name"),
        "password": Wording("Құпиясөз", "Пароль", "Password"),
        "wrong": Wording(
            "Аты немесе құпиясөз дұрыс емес.",
            "Имя или пароль не подходят.",
            "The name or the password is wrong.",
        ),
        "too_many": Wording(
            "Тым көп әрекет. Бір минуттан кейін қайталаңыз.",
            "Слишком много попыток. Повторите через минуту.",
            "Too many attempts. Try again in a minute.",
        ),
        "where": Wording(
            "Құпиясөз сервер алғаш іске қосылғанда шығарылды.",
            "Пароль был показан при первом запуске сервера.",
            "The password was printed when the server first started.",
        ),
        "link": Wording(
            "Telegram чатын байланыстыру", "Связать чат Telegram", "Link a Telegram chat"
        ),
        "link_text": Wording(
            "Қызметкерлер ботына осыны жіберіңіз. Код 15 минут жарамды.",
            "Отправьте это боту для сотрудников. Код действует 15 минут.",
            "Send this to the staff's bot. The code is good for 15 minutes.",
        ),
        "back": Wording("Сұхбаттарға", "К опросам", "To the interviews"),
        "interviews": Wording("Сұхбаттар", "Опросы", "Interviews"),
        "filters": Wording("Сүзгілер", "Отбор", "Filters"),
        "any": Wording("Барлығы", "Все", "All"),
        "apply": Wording("Көрсету", "Показать", "Show"),
        "clear": Wording("Тазарту", "Сбросить", "Clear"),
        "nothing": Wording(
            "Мұндай сұхбат жоқ.", "Таких опросов нет.", "There are no such interviews."
        ),
        "total": Wording("Барлық сұхбат", "Всего опросов", "Interviews in all"),
        "underway": Wording("Қазір жүріп жатыр", "Идут сейчас", "Under way now"),
        "counted": Wording("Саналған адам", "Учтено людей", "People counted"),
        "updated": Wording("Жаңартылды", "Обновлено", "Updated"),
        "lost": Wording(
            "Байланыс жоқ: сандар ескірген.",
            "Нет связи: цифры устарели.",
            "No connection: the numbers are out of date.",
        ),
        "previous": Wording("Алдыңғы бет", "Предыдущая страница", "Previous page"),
        "next": Wording("Келесі бет", "Следующая страница", "Next page"),
        "range": Wording(
            "{total} ішінен {first}–{last}",
            "{first}–{last} из {total}",
            "{first}–{last} of {total}",
        ),
        "interview": Wording("Сұхбат", "Опрос", "Interview"),
        "status": Wording("Күйі", "Статус", "Status"),
        "stage": Wording("Кезеңі", "Этап", "Stage"),
        "section": Wording("Бөлімі", "Раздел", "Section"),
        "region": Wording("Өңір", "Регион", "Region"),
        "persons": Wording("Адам", "Человек", "People"),
        "answers": Wording("Жауап", "Ответов", "Answers"),
        "channel": Wording("Арна", "Канал", "Channel"),
        "active": Wording("Соңғы әрекет", "Последнее действие", "Last activity"),
        "status_open": Wording("Жүріп жатыр", "Идёт", "Open"),
        "status_paused": Wording("Кідіртілген", "На паузе", "Paused"),
        "status_refused": Wording("Бас тартқан", "Отказ", "Refused"),
        "status_finishing": Wording("Аяқталуда", "Завершается", "Finishing"),
        "status_finished": Wording("Аяқталған", "Завершён", "Finished"),
        "language_": Wording("таңдалмаған", "не выбран", "not chosen"),
        "language_kk": Wording("қазақша", "казахский", "Kazakh"),
        "language_ru": Wording("орысша", "русский", "Russian"),
        "language_en": Wording("ағылшынша", "английский", "English"),
        "channel_web": Wording("сайт", "сайт", "web"),
        "channel_telegram": Wording("Telegram", "Telegram", "Telegram"),
        "channel_terminal": Wording("терминал", "терминал", "terminal"),
    }
)


def words(language: str) -> dict[str, str]:
    """Every wording by its key in one of the three languages; stages are named as to everybody."""
    stages = {f"stage_{stage}": say(language, f"stage.{stage}") for stage in Stage}
    return {key: getattr(wording, language) for key, wording in WORDING.items()} | stages
