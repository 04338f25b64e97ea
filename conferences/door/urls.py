from django.urls import path

from conferences.door.views import devices, door

DOOR = "konferencer/<slug:slug>/doer/"

urlpatterns = [
    path("konferencer/doer/", door.doors, name="doors"),
    path("konferencer/doer/arbejder.js", devices.door_worker, name="door_worker"),
    path(DOOR, door.door, name="door"),
    path(DOOR + "ind/", door.door_in, name="door_in"),
    path(DOOR + "fortryd/", door.door_undo, name="door_undo"),
    path(DOOR + "kode/", door.door_code, name="door_code"),
    path(DOOR + "uden-tilmelding/", door.door_walk_in, name="door_walk_in"),
    path(DOOR + "liste/", devices.door_list, name="door_list"),
    path(DOOR + "send/", devices.door_send, name="door_send"),
]
