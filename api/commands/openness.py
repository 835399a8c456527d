"""What the start line says of who may come in."""

from api.http.doorkeeper import Doors
from api.language import Translate
from api.settings import Settings


def who_may(doors: Doors, settings: Settings, say: Translate) -> str:
    """Return who may do what on a server, in a sentence or two."""
    if doors.open_to_machine:
        return say(
            "Whoever uses this machine may do everything. Sign-in begins with: samspil keys add, or OpenID Connect."
        )
    if settings.oidc_issuer:
        told = say("Sign-in is at {issuer}, or with a key.").format(issuer=settings.oidc_issuer)
    elif doors.keys.all():
        told = say("Sign-in is with a key.")
    else:
        told = say("Nobody can sign in yet. Make a key: samspil keys add NAME --role admin")
    return told + (" " + say("Anybody may read.") if settings.public == "read" else "")
