"""Gathers the admin of the wing's rooms."""

import conferences.programme.admin
import conferences.registration.admin
