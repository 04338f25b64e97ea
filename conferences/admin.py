"""Gathers the admin of the wing's rooms."""

import conferences.afterwards.admin
import conferences.afterwards.slides.admin
import conferences.door.admin
import conferences.programme.admin
import conferences.registration.admin
