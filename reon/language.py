"""The visitor's language where Django's LocaleMiddleware does not apply."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from http.cookies import SimpleCookie
from typing import Any

from django.http import HttpRequest
from django.utils import translation


def in_language_of(scope: Mapping[str, Any]) -> AbstractContextManager[None]:
    """A context with the language that an ASGI scope's cookie or headers ask for."""
    headers = {name.decode("latin1"): value.decode("latin1") for name, value in scope["headers"]}
    cookies = {name: item.value for name, item in SimpleCookie(headers.get("cookie")).items()}
    request = HttpRequest()
    request.COOKIES = cookies
    request.META = {"HTTP_ACCEPT_LANGUAGE": headers.get("accept-language", "")}
    return translation.override(translation.get_language_from_request(request))
