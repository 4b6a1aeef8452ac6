"""Forms over all that is taken over from XLSForm; what none of them has, no test has tried."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FILES", "FORMS"]

_YES_NO = """
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""
_TOWNS = """
| choices |
| | list_name | name | label | region |
| | regions | abai | Abai Region | |
| | regions | almaty | Almaty Region | |
| | towns | semey | Semey | abai |
| | towns | ayagoz | Ayagoz | abai |
| | towns | konaev | Konaev | almaty |
| | towns | alatau | Alatau | almaty |
"""
_TREES = """
| choices |
| | list_name | name | label |
| | trees | apple | Apple |
| | trees | pear | Pear |
| | trees | other | Another one |
"""

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "text": """
| survey |
| | type | name | label |
| | text | who | Who are you? |
""",
        "numbers": """
| survey |
| | type | name | label | constraint | constraint_message | required |
| | integer | age | How old? | . >= 0 and . <= 120 | 0 to 120 | yes |
| | decimal | weight | How heavy? | . > 0 | More than 0 | TRUE |
| | int | steps | How many steps? | | | ${age} > 10 |
""",
        "dates": """
| survey |
| | type | name | label | constraint | constraint_message |
| | date | born | When born? | . <= today() | Not later than today |
""",
        "notes": """
| survey |
| | type | name | label | hint |
| | note | hello | Hello! | Take your time. |
| | text | who | Who are you? | |
""",
        "calculations": """
| survey |
| | type | name | label | calculation |
| | integer | a | A? | |
| | integer | b | B? | |
| | calculate | c | | ${a} + ${b} |
| | note | sum | Together {it is} ${c} | |
| | text | last | Anything else? | |
""",
        "select_one": f"""
| survey |
| | type | name | label |
| | select_one yn | well | Are you well? |
{_YES_NO}""",
        "select_multiple": f"""
| survey |
| | type | name | label | relevant |
| | select_multiple trees | grow | What grows here? | |
| | text | which | Which? | selected(${{grow}}, 'other') |
{_TREES}""",
        "old words": """
| survey |
| | type | name | label | relevance |
| | select one from trees | tree | Which tree? | |
| | select all that apply from trees | more | Which others? | |
| | string | why | Why? | ${tree} = 'apple' |
"""  # noqa: S608  the words of XLSForm, no SQL
        + _TREES,
        "group": f"""
| survey |
| | type | name | label | relevant |
| | select_one yn | works | Do you work? | |
| | begin group | work | Work | ${{works}} = 'yes' |
| | text | trade | What is your trade? | |
| | end group | | | |
| | text | other | Anything else? | |
{_YES_NO}""",
        "group without a label": f"""
| survey |
| | type | name | label | relevant |
| | select_one yn | works | Do you work? | |
| | begin_group | work | | ${{works}} = 'yes' |
| | text | trade | What is your trade? | |
| | end_group | | | |
| | text | other | Anything else? | |
{_YES_NO}""",
        "groups in groups": f"""
| survey |
| | type | name | label | relevant |
| | begin group | whole | The whole | |
| | select_one yn | works | Do you work? | |
| | begin group | work | Work | ${{works}} = 'yes' |
| | text | trade | What is your trade? | |
| | begin group | pay | | ${{trade}} != '' |
| | integer | wage | What do you earn? | |
| | end group | | | |
| | end group | | | |
| | end group | | | |
{_YES_NO}""",
        "repeat": """
| survey |
| | type | name | label | calculation |
| | begin repeat | child | Child | |
| | text | first | What is the name? | |
| | integer | age | How old? | |
| | end repeat | | | |
| | calculate | eldest | | max(${age}) |
| | calculate | how_many | | count(${child}) |
| | note | end | ${how_many} children, the eldest is ${eldest} | |
""",
        "counted repeat": """
| survey |
| | type | name | label | repeat_count |
| | integer | rooms | How many rooms? | |
| | begin repeat | room | Room | ${rooms} |
| | integer | windows | How many windows? | |
| | end repeat | | | |
""",
        "repeat in a group": f"""
| survey |
| | type | name | label | relevant |
| | select_one yn | has_pets | Do you have pets? | |
| | begin group | pets | Pets | ${{has_pets}} = 'yes' |
| | begin repeat | pet | Pet | |
| | text | called | What is it called? | |
| | end repeat | | | |
| | end group | | | |
{_YES_NO}""",
        "repeat with a condition": f"""
| survey |
| | type | name | label | relevant |
| | select_one yn | has_pets | Do you have pets? | |
| | begin repeat | pet | ${{called}} | ${{has_pets}} = 'yes' |
| | text | called | What is it called? | |
| | end repeat | | | |
{_YES_NO}""",
        "repeats in repeats": """
| survey |
| | type | name | label |
| | begin repeat | house | House |
| | text | street | Which street? |
| | begin group | people | People of the house |
| | begin repeat | tenant | Tenant |
| | text | named | What is the name? |
| | end repeat | | |
| | end group | | |
| | end repeat | | |
""",
        "place of an item": """
| survey |
| | type | name | label | relevant | calculation |
| | begin repeat | child | Child | | |
| | calculate | place | | | position(..) |
| | text | first | Child ${place}: what is the name? | | |
| | text | second | And the second name? | ${place} > 1 | |
| | end repeat | | | | |
""",
        "paths": """
| survey |
| | type | name | label | relevant | calculation |
| | integer | age | How old are you? | | |
| | begin group | more | More | ../age > 15 | |
| | text | trade | What is your trade? | current()/../../age < 63 | |
| | calculate | told | | | concat('../age', /data/more/trade) |
| | end group | | | | |
""",
        "three languages": """
| survey |
| | type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) | hint::ru |
| | text | who | Сіз кімсіз? | Кто Вы? | Who are you? | Имя |
""",
        "codes of languages": """
| survey |
| | type | name | label::kk | label::ru |
| | text | who | Сіз кімсіз? | Кто Вы? |
""",
        "default language": """
| survey |
| | type | name | label | label::English (en) |
| | text | who | Кто Вы? | Who are you? |
| settings |
| | form_title | form_id | default_language |
| | Знакомство | acquaintance | Russian (ru) |
""",
        "no language": """
| survey |
| | type | name | label |
| | text | who | Кто Вы? |
""",
        "another language": """
| survey |
| | type | name | label::Français (fr) | label::Deutsch (de) |
| | text | who | Qui êtes-vous? | Wer sind Sie? |
""",
        "choice filter": f"""
| survey |
| | type | name | label | choice_filter |
| | select_one regions | region | Which region? | |
| | select_one towns | town | Which town? | region = ${{region}} |
{_TOWNS}""",
        "two filters of a list": f"""
| survey |
| | type | name | label | choice_filter |
| | select_one regions | region | Which region? | |
| | select_one towns | town | Which town? | region = ${{region}} |
| | select_multiple towns | others | Which others? | region != ${{region}} or name = 'semey' |
| | select_one towns | any | Which of all? | |
{_TOWNS}""",
        "list in a file": """
| survey |
| | type | name | label | choice_filter | parameters |
| | select_one_from_file villages.csv | village | Which village? | | |
| | select_multiple_from_file codes.csv | codes | Codes? | kind = 'a' | value=code, label=title |
""",
        "external list": f"""
| survey |
| | type | name | label | choice_filter |
| | select_one regions | region | Which region? | |
| | select_one_external streets | street | Which street? | region = ${{region}} |
{_TOWNS}
| external_choices |
| | list_name | name | label | region |
| | streets | abai | Abai Street | abai |
| | streets | satpaev | Satpaev Street | almaty |
| | streets | altynsarin | Altynsarin Street | almaty |
""",
        "pulldata": """
| survey |
| | type | name | label | calculation |
| | select_one_from_file villages.csv | village | Which village? | |
| | calculate | people | | pulldata('villages', 'people', 'name', ${village}) |
| | note | told | ${people} people live there. | |
| | text | more | Anything else? | |
""",
        "defaults": f"""
| survey |
| | type | name | label | default |
| | text | country | Which country? | Kazakhstan |
| | integer | people | How many people? | 1 |
| | select_one yn | well | Are you well? | yes |
| | date | day | Which day? | today() |
| | text | again | And again? | ${{country}} |
| | text | signs | Signs? | it's |
{_YES_NO}""",
        "names of Kobo": """
| survey |
| | type | name | label | relevant |
| | integer | Q1.Age | How old are you? | |
| | text | _2_Trade | ${Q1.Age} years: what is your trade? | ${Q1.Age} >= 15 |
| | text | q1_age | And later? | |
""",
        "looks": """
| survey |
| | type | name | label |
| | note | hello | # **Hello!** <span style="color:red">Welcome</span> |
| | text | who | __Who__ are you? |
""",
        "choices of items": """
| survey |
| | type | name | label |
| | begin repeat | relative | ${first} |
| | text | first | What is the name? |
| | end repeat | | |
| | select_one ${first} | head | Who is the head? |
""",
        "labels of choices": f"""
| survey |
| | type | name | label | calculation |
| | select_one trees | tree | Which tree? | |
| | calculate | shown | | jr:choice-name(${{tree}}, '${{tree}}') |
| | note | told | So it is ${{shown}}. | |
| | text | more | Anything else? | |
{_TREES}""",
        "remarks and what is disabled": """
| survey |
| | type | name | label | disabled | my remarks |
| | text | who | Who are you? | | ask politely |
| | text | old | How old? | yes | |
| | | | | | nothing else |
""",
        "old columns": """
| survey |
| | command | tag | caption | bind::constraint | bind::jr:constraintMsg | bind::required |
| | integer | age | How old? | . < 120 | Less than 120 | true() |
""",
    }
)
"""Each form by what it is about, with the words of those who would write it."""

FILES: Mapping[str, str] = MappingProxyType(
    {
        "villages.csv": "name,label,people\nqaraoy,Qaraoy,350\nzhanatas,Zhangatas,1200\n",
        "codes.csv": "code,title,kind\n1,One,a\n2,Two,a\n3,Three,b\n",
    }
)
"""What lies beside them."""
