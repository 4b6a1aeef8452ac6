"""Items are a mapping that never changes: every version stays what it was when it was made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from state_machine.items import Item, Items

STORED = {id_: Item(id=id_, apart=("stored",)) for id_ in range(50)}
"""What lies in the store and is decoded when it is first looked at."""

_CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("put", "put", "put", "drop", "settled", "look")), st.integers(0, 99)
    ),
    max_size=120,
)


@given(_CHANGES)
def test_every_version_equals_a_plain_mapping_that_was_changed_alike(
    changes: list[tuple[str, int]],
) -> None:
    items = Items({}, ids=frozenset(STORED), load=STORED.__getitem__)
    plain, touched = dict(STORED), set[int]()
    versions = [(items, dict(plain))]
    for step, (what, id_) in enumerate(changes):
        if what == "put":
            plain[id_] = Item(id=id_, apart=(str(step),))
            items, touched = items.put(plain[id_]), touched | {id_}
        elif what == "drop":
            plain.pop(id_, None)
            items, touched = items.drop(frozenset({id_})), touched | {id_}
        elif what == "settled":
            items, touched = items.settled(), set()
        else:
            assert items.get(id_) == plain.get(id_)
        assert items.touched == touched
        versions.append((items, dict(plain)))
    for version, then in versions:
        assert version == then
        assert (len(version), set(version)) == (len(then), set(then))
        assert all((id_ in version) is (id_ in then) for id_ in range(100))
