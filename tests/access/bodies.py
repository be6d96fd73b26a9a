"""What the tests of access send, where an empty form would not reach the check; and parts of addresses that are not objects."""

from __future__ import annotations

from typing import Any

#: name of an address → what is sent to it
BODIES: dict[str, dict[str, Any]] = {
    "exercises:roles": {"reason": "Prueba", "role": "auditor", "email": "nadie@example.org"},
    "imports:index": {"texto": "CONVOCATORIA de prueba"},
}
#: part of an address, or «name of the address» and part → values to try, in order
FIXED: dict[str, list[Any]] = {
    "code": ["en"],
    # a session that is nobody's; whose may be closed is in tests/people/test_second_factor.py
    "people:close_session uid": ["00000000-0000-4000-8000-000000000000"],
    "number": [1, 2, 3],
    "position": [1, 2, 3, 4, 5],
    "key": ["datos"],
    "verb": ["convocar", "asistencia"],
}

#: name of an address and part → the table it is a row of, where no object of the demonstration opens it
OBJECTS = {
    "people:remove_passkey uid": "people.passkey",
    "bodies:organisation_topics uid": "people.organisation",
    "commitments:hand_over uid": "people.post",
    "bodies uid+seat uid": "bodies.body",
    "bodies uid+seat seat": "bodies.seat",
    "bodies uid+session uid": "bodies.body",
    "bodies uid+session session": "bodies.session",
    "bodies uid+session+verb uid": "bodies.body",
    "bodies uid+pledge uid": "bodies.body",
    "bodies uid+pledge pledge": "bodies.pledge",
}
