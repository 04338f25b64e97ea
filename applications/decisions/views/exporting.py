"""Taking a round's file out as a ZIP."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.allocation.views.rounds import get_round
from applications.assessment import access
from applications.decisions import filing, permissions, zipping
from applications.decisions.actions.exporting import note_file_taken_out
from applications.decisions.request_forms import ExportForm
from praksis.cases.actors import Actor
from praksis.views import form_page, require


@form_page
@never_cache
def round_file(request, pk):
    """What of an announced round's file is to be taken out, and why the rest is not; a POST gives it as a ZIP.

    That it was taken out is noted before it is sent.
    """
    round_ = get_round(request, pk)
    if access.must_declare(round_) and request.method != "POST":
        return redirect("applications:declare_interest", round_.pk)
    require(permissions.can_follow_decisions(request.user, round_) and not access.must_declare(round_))
    form = ExportForm(
        request.POST if request.method == "POST" else None, round_=round_, only=request.GET.get("sag", "")
    )
    if request.method != "POST" or not form.is_valid():
        context = {"round": round_, "form": form}
        return render(request, "applications/decisions/request_file.html", context, status=422 if form.errors else 200)

    selection = form.selection
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    extract = zipping.write(file, filing.papers(round_, selection), filing.left_out(round_, selection))
    note_file_taken_out(round_, selection, extract, by=Actor.of(request))
    file.seek(0)
    name = f"akter-{round_.case.reference}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
