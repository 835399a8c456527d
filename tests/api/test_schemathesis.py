"""The application is what its description says, whatever is sent to it: Schemathesis finds nothing."""

import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error

from api.http import create_app
from api.settings import Settings

EXAMPLES = 12
# Names and cursors that fit the description may still be unknown to the graph; only the server can tell.
schemathesis.config
