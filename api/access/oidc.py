"""OpenID Connect (authorization code with PKCE, state and nonce), by Authlib; the provider is the operator's choice."""

from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError
from fastapi import Request
from fastapi.responses import Response
from joserfc.errors import JoseError

from api.rights import ROLES, Who
from api.settings import Settings
from ontology.errors import InputError, SamspilError

SECONDS: Final = 10.0
LEEWAY: Final = 60  # seconds that the clocks may differ
SIGNED_BY: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by the provider's private key; what anybody could make, such as none, is no signature."""


class SignInFailed(SamspilError):
    """Signing in did not succeed; `kind` is what the library calls it."""

    status = HTTPStatus.FORBIDDEN


class ProviderAway(SamspilError):
    """The provider does not answer, or not as it should."""

    status = HTTPStatus.BAD_GATEWAY


class Provider:
    """The provider, as the settings name it."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings. Raises `InputError` for those that cannot be used."""
        _check(settings)
        self._settings = settings
        self.host = urlsplit(settings.oidc_issuer).hostname
        issuer = settings.oidc_issuer.rstrip("/")
        secret = settings.oidc_client_secret.get_secret_value()
        self._client: Any = OAuth().register(
            "oidc",
            client_id=settings.oidc_client_id,
            client_secret=secret or None,
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.oidc_scope,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
                "timeout": SECONDS,
            },
        )

    async def redirect(self, request: Request) -> Response:
        """Send the browser to the provider. Raises `ProviderAway`."""
        await self._metadata()
        answer: Response = await self._client.authorize_redirect(request, f"{self._settings.address}/sign-in/callback")
        return answer

    async def who(self, request: Request) -> Who:
        """Return who has signed in at the provider, which has sent the browser back. Raises `SignInFailed`."""
        await self._metadata()
        expected = {
            "iss": {"essential": True, "value": self._settings.oidc_issuer},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
        }
        try:
            token = await self._client.authorize_access_token(request, claims_options=expected, leeway=LEEWAY)
        except (OAuthError, JoseError, ValueError) as error:
            raise SignInFailed(
                "Signing in did not succeed ({kind}). Try again from the beginning.", kind=type(error).__name__
            ) from error
        except httpx2.HTTPError as error:
            raise self._away() from error
        if "userinfo" not in token:
            raise SignInFailed("The provider did not say who has signed in. The scope must have openid in it.")
        return who_is(token["userinfo"], self._settings)

    async def _metadata(self) -> None:
        """See to it that the provider is the one that was named, and signs so that others cannot."""
        try:
            metadata = await self._client.load_server_metadata()
        except (httpx2.HTTPError, ValueError) as error:
            raise self._away() from error
        if metadata.get("issuer") != self._settings.oidc_issuer:
            self._client.server_metadata.clear()
            raise ProviderAway("{host} calls itself by another issuer than SAMSPIL_OIDC_ISSUER.", host=self.host)
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED_BY]

    def _away(self) -> ProviderAway:
        return ProviderAway("{host} does not answer as it should. Try again in a while.", host=self.host)


def who_is(claims: Mapping[str, Any], settings: Settings) -> Who:
    """Return the person that claims tell of, with the highest role that they give. Raises `SignInFailed` for none."""
    name = str(claims.get(settings.oidc_name_claim) or claims["sub"])[:200]
    given = claims.get(settings.oidc_role_claim) or []
    values = given if isinstance(given, list) else [given]
    roles = [role for value in values if isinstance(value, str) and (role := settings.oidc_roles.get(value))]
    if not roles:
        raise SignInFailed("{name} has no role here. Ask those who run Samspil here for one.", name=name)
    return Who(name, max(roles, key=ROLES.index), "person")


def _check(settings: Settings) -> None:
    """Raise `InputError` for settings that lack something, or would send secrets in the open."""
    for name in ("oidc_client_id", "oidc_roles", "address"):
        if not getattr(settings, name):
            raise InputError("SAMSPIL_OIDC_ISSUER needs SAMSPIL_{name} too. See docs/sign-in.md.", name=name.upper())
    for name in ("oidc_issuer", "address"):
        parts = urlsplit(getattr(settings, name))
        if not parts.hostname or (parts.scheme != "https" and not _loopback(parts.hostname)):
            raise InputError("SAMSPIL_{name} must begin with https://", name=name.upper())


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
