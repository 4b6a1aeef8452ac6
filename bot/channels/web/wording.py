"""Says what the web page itself says, beside the interview: labels, notices and the public text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dialogs.catalogues import say
from state_machine.questionnaire import Stage

__all__ = ["LANGUAGES", "NAMES", "STEPS", "WORDING", "Wording", "words"]

LANGUAGES = ("kk", "ru", "en")
"""The languages of the page, in the order of its switch."""


STEPS = (
    Stage.GREETING,
    Stage.LOCATING,
    Stage.LISTING,
    Stage.INTERVIEWING,
    Stage.REVIEWING,
)
"""The five steps of the census, in order."""


class Wording(NamedTuple):
    """One sentence in every language of the page."""

    kk: str
    ru: str
    en: str


NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"kk": ("Қаз", "Қазақша"), "ru": ("Рус", "Русский"), "en": ("Eng", "English")}
)
"""What the switch shows for a language, short and in full, always in that language itself."""

WORDING: Mapping[str, Wording] = MappingProxyType(
    {
        "title": Wording(
            "Санақ: халық санағынан чатта өтіңіз",
            "Санақ: перепись населения в чате",
            "Sanaq: the census by chat",
        ),
        "brand": Wording("Халық санағы", "Перепись населения", "Population census"),
        "skip": Wording("Чатқа өту", "Перейти к чату", "Skip to the chat"),
        "language": Wording("Тіл", "Язык", "Language"),
        "large": Wording(
            "Нашар көретіндерге арналған режим", "Режим для слабовидящих", "Large type"
        ),
        "hotline": Wording("Қоңырау тегін", "Звонок бесплатный", "The call is free"),
        "hero": Wording(
            "Санақтан чатта өтіңіз", "Пройдите перепись в чате", "Take the census by chat"
        ),
        "lead": Wording(
            "Сұрақтарға бір-бірлеп, асықпай жауап беріңіз. Кез келген уақытта тоқтап, кейін сол "
            "жерден жалғастыруға болады.",
            "Отвечайте на вопросы по одному, не спеша. Можно прерваться в любой момент и "
            "продолжить с того же места.",
            "Answer one question at a time, at your own pace. Stop whenever you like and go on "
            "from the same place.",
        ),
        "need": Wording("Не қажет", "Что понадобится", "What you need"),
        "need_time": Wording(
            "Бір адамға шамамен 20-25 минут",
            "Около 20-25 минут на человека",
            "About 20-25 minutes for each person",
        ),
        "need_iin": Wording(
            "Бірге тұратындардың ЖСН-ы мен аты-жөні",
            "ИИН и имена всех, кто живёт с вами",
            "The IIN and name of everybody who lives with you",
        ),
        "need_number": Wording(
            "Соңында әркім хабарлама нөмірін алады. Оны интервьюерге көрсетіңіз, сонда сізден "
            "қайта сұрамайды",
            "В конце каждый получит номер уведомления. Покажите его интервьюеру, и вас не будут "
            "опрашивать повторно",
            "At the end everybody gets a notification number. Show it to the interviewer and "
            "nobody will ask you again",
        ),
        "trust": Wording(
            "Бұл ресми санақ екенін қалай тексеруге болады",
            "Как убедиться, что это официально",
            "How to be sure that this is official",
        ),
        "trust_call": Wording(
            "1446 нөміріне тегін қоңырау шалып, осы беттің мекенжайын атаңыз:",
            "Позвоните бесплатно на 1446 и назовите адрес этой страницы:",
            "Call 1446 free of charge and tell them the address of this page:",
        ),
        "trust_never": Wording(
            "Біз карта нөмірін, құпиясөзді және басқа қызметтердің кодтарын ешқашан сұрамаймыз.",
            "Мы никогда не спрашиваем номера карт, пароли и коды других служб.",
            "We never ask for card numbers, passwords or codes of other services.",
        ),
        "trust_law": Wording(
            "Жауаптар құпия: «Мемлекеттік статистика туралы» заң бойынша тек жиынтық деректер "
            "жарияланады.",
            "Ответы конфиденциальны: по закону «О государственной статистике» публикуются только "
            "сводные данные.",
            "Answers are confidential: by the law on state statistics only totals are published.",
        ),
        "trust_sealed": Wording(
            "Әр жауап қабылданған сәтте шифрланады.",
            "Каждый ответ шифруется в тот момент, когда принят.",
            "Every answer is encrypted the moment it is taken.",
        ),
        "help": Wording("Сұрағыңыз бар ма?", "Остались вопросы?", "Any questions?"),
        "progress": Wording("Санақ барысы", "Ход переписи", "Progress of the census"),
        "step": Wording(
            "{step}-қадам, барлығы {steps}: {name}",
            "Шаг {step} из {steps}: {name}",
            "Step {step} of {steps}: {name}",
        ),
        "part": Wording(
            "жауап берілді: {done} / {total}",
            "отвечено: {done} / {total}",
            "answered: {done} / {total}",
        ),
        "log": Wording("Чат", "Чат", "Chat"),
        "salamat": Wording("Саламат", "Саламат", "Salamat"),
        "you": Wording("Сіз", "Вы", "You"),
        "welcome": Wording(
            "Сәлеметсіз бе! Мен Саламатпын, санақтан өтуге көмектесемін. Қай тілде бастаймыз?",
            "Здравствуйте! Я Саламат, помогу вам пройти перепись. На каком языке начнём?",
            "Hello! I am Salamat, and I will help you through the census. Which language shall we "
            "use?",
        ),
        "answer": Wording("Жауабыңыз", "Ваш ответ", "Your answer"),
        "options": Wording("Жауап нұсқалары", "Варианты ответа", "Possible answers"),
        "commands": Wording("Басқа әрекеттер", "Другие действия", "Other actions"),
        "scale": Wording(
            "Шкала, {start} – {end}", "Шкала от {start} до {end}", "Scale from {start} to {end}"
        ),
        "scale_unset": Wording("әлі таңдалмаған", "ещё не выбрано", "not chosen yet"),
        "send": Wording("Жіберу", "Отправить", "Send"),
        "type_text": Wording("Жауапты жазыңыз", "Напишите ответ", "Write your answer"),
        "type_number": Wording("Санды жазыңыз", "Введите число", "Type a number"),
        "type_date": Wording(
            "КК.АА.ЖЖЖЖ",
            "ДД.ММ.ГГГГ",
            "DD.MM.YYYY",
        ),
        "type_time": Wording("СС:ММ", "ЧЧ:ММ", "HH:MM"),
        "type_datetime": Wording("КК.АА.ЖЖЖЖ СС:ММ", "ДД.ММ.ГГГГ ЧЧ:ММ", "DD.MM.YYYY HH:MM"),
        "type_choice": Wording(
            "Таңдаңыз немесе жазыңыз", "Выберите или напишите", "Choose, or write"
        ),
        "type_place": Wording(
            "Мысалы: 51.16, 71.43", "Например: 51.16, 71.43", "For example: 51.16, 71.43"
        ),
        "position": Wording(
            "Орналасқан жерімді жіберу", "Отправить геопозицию", "Send my location"
        ),
        "locating": Wording(
            "Орналасқан жеріңізді анықтап жатырмыз…",
            "Определяем местоположение…",
            "Finding out where you are…",
        ),
        "no_position": Wording(
            "Орналасқан жеріңізді анықтау мүмкін болмады. Браузерге рұқсат беріңіз немесе "
            "координаттарын жазыңыз.",
            "Не удалось определить местоположение. Разрешите это браузеру или напишите координаты.",
            "Your location could not be found. Allow it in the browser, or write the coordinates.",
        ),
        "take_image": Wording("Суретке түсіру", "Сфотографировать", "Take a photo"),
        "take_audio": Wording("Дауыс жазу", "Записать голос", "Record your voice"),
        "take_video": Wording("Бейне түсіру", "Снять видео", "Film a video"),
        "pick_image": Wording("Фотосурет таңдау", "Выбрать фотографию", "Choose a photo"),
        "pick_audio": Wording("Жазбаны таңдау", "Выбрать запись", "Choose a recording"),
        "pick_video": Wording("Бейнені таңдау", "Выбрать видео", "Choose a video"),
        "pick_file": Wording("Файл таңдау", "Выбрать файл", "Choose a file"),
        "sent_image": Wording("Фотосурет", "Фотография", "A photo"),
        "sent_audio": Wording("Дыбыстық жазба", "Аудиозапись", "A recording"),
        "sent_video": Wording("Бейнежазба", "Видеозапись", "A video"),
        "sent_file": Wording("Файл", "Файл", "A file"),
        "sent_place": Wording("Орналасқан жерім", "Моё местоположение", "My location"),
        "file_too_large": Wording(
            "Файл тым үлкен. {limit} МБ-тан аспайтынын таңдаңыз.",
            "Файл слишком большой. Выберите не больше {limit} МБ.",
            "The file is too large. Choose one of at most {limit} MB.",
        ),
        "type_search": Wording(
            "Тізімнен іздеу үшін жазыңыз",
            "Пишите, чтобы найти в списке",
            "Write to search the list",
        ),
        "no_match": Wording(
            "Тізімде ондай жоқ. Enter жауапты жазылған күйінде жібереді.",
            "В списке такого нет. Enter отправит ответ как написано.",
            "Nothing like it in the list. Enter sends the answer as written.",
        ),
        "found": Wording("Табылды: {count}", "Найдено: {count}", "Found: {count}"),
        "filled": Wording("толтырылған", "заполнен", "filled in"),
        "unfilled": Wording("толтырылмаған", "не заполнен", "not filled in"),
        "calendar": Wording("Күнді таңдау", "Выбрать дату", "Choose a date"),
        "clock": Wording("Уақытты таңдау", "Выбрать время", "Choose a time"),
        "change": Wording("Өзгерту", "Изменить", "Change"),
        "change_answer": Wording(
            "Жауапты өзгерту: {question}",
            "Изменить ответ: {question}",
            "Change the answer: {question}",
        ),
        "sending": Wording("Жіберілуде…", "Отправляется…", "Sending…"),
        "unsent": Wording("Әлі жіберілген жоқ", "Ещё не отправлено", "Not sent yet"),
        "offline": Wording(
            "Байланыс жоқ. Жауабыңыз осы бетте сақталды, байланыс қалпына келгенде жіберіледі.",
            "Нет связи. Ваш ответ сохранён на этой странице и уйдёт, когда связь вернётся.",
            "No connection. Your answer is kept on this page and goes out when you are back "
            "online.",
        ),
        "unavailable": Wording(
            "Сервер қазір жауап бермей тұр. Қабылданған жауаптар сақталған, қайта көріп жатырмыз.",
            "Сервер сейчас не отвечает. Принятые ответы сохранены, пробуем снова.",
            "The server is not answering just now. Answers already taken are safe; we are trying "
            "again.",
        ),
        "online": Wording("Байланыс қалпына келді.", "Связь восстановлена.", "Back online."),
        "too_many": Wording(
            "Тым жиі. Бірнеше секундтан кейін өзі жіберіледі.",
            "Слишком часто. Отправим сами через несколько секунд.",
            "Too many at once. It goes out by itself in a few seconds.",
        ),
        "too_large": Wording(
            "Жауап тым ұзын. Қысқартып, қайта жіберіңіз.",
            "Ответ слишком длинный. Сократите и отправьте снова.",
            "The answer is too long. Shorten it and send it again.",
        ),
        "moved": Wording(
            "Бұл арада сұрақ ауысты. Жауапты тексеріп, қайта жіберіңіз.",
            "За это время вопрос сменился. Проверьте ответ и отправьте снова.",
            "The question has changed meanwhile. Check your answer and send it again.",
        ),
        "malformed": Wording(
            "Жауапты жіберу мүмкін болмады. Бетті жаңартып көріңіз.",
            "Не удалось отправить ответ. Обновите страницу.",
            "The answer could not be sent. Reload the page.",
        ),
        "no_cookie": Wording(
            "Чат жұмыс істеуі үшін осы сайтқа cookie файлдарын қолдануға рұқсат беріңіз.",
            "Чтобы чат работал, разрешите этому сайту файлы cookie.",
            "Allow cookies for this site so that the chat can work.",
        ),
        "no_script": Wording(
            "Чатқа JavaScript қажет. Онсыз санақтан 1446 нөмірі арқылы өтуге болады.",
            "Для чата нужен JavaScript. Без него можно пройти перепись по номеру 1446.",
            "The chat needs JavaScript. Without it, call 1446 to take the census.",
        ),
        "loading": Wording("Жүктелуде…", "Загружаем…", "Loading…"),
        "numbers": Wording("Хабарлама нөмірлері", "Номера уведомлений", "Notification numbers"),
        "numbers_text": Wording(
            "Үйге келген интервьюерге осы нөмірлерді көрсетіңіз.",
            "Покажите эти номера интервьюеру, который придёт к вам домой.",
            "Show these numbers to the interviewer who comes to your door.",
        ),
        "print": Wording("Басып шығару", "Распечатать", "Print"),
        "leave": Wording(
            "Осы құрылғыда шығу", "Выйти на этом устройстве", "Sign out on this device"
        ),
        "leave_text": Wording(
            "Құрылғы ортақ болса, шығыңыз: келесі адам сіздің жауаптарыңызды көрмейді. Алдымен "
            "нөмірлерді жазып алыңыз.",
            "Если устройство общее, выйдите: следующий человек не увидит ваши ответы. Сначала "
            "запишите номера.",
            "If others use this device, sign out: the next person will not see your answers. "
            "Write the numbers down first.",
        ),
    }
)


def words(language: str) -> dict[str, str]:
    """Every wording by its key in one of `LANGUAGES`; `step_1` … are the stages of the census."""
    steps = {
        f"step_{place}": say(language, f"stage.{stage}") for place, stage in enumerate(STEPS, 1)
    }
    return {key: getattr(wording, language) for key, wording in WORDING.items()} | steps
