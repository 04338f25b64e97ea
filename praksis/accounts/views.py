"""One's own profile, and the accounts of the staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from praksis.accounts import actions, permissions
from praksis.accounts.forms import ProfileForm, StaffForm
from praksis.accounts.models import Role, User
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require

PAGE = 25


@login_not_required
@require_safe
def admin_login(request):
    """Django's admin has no sign-in of its own: ours is used, and whoever may not enter is told so."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = reverse("admin:index")
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.is_staff:
        raise PermissionDenied
    return HttpResponseRedirect(target)


@form_page
def profile(request):
    """What one is called, where one is on board, and the way to a new password."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "title": user.title, "phone": user.phone})
    if request.method == "POST" and form.is_valid():
        actions.update_profile(user, **form.cleaned_data)
        messages.success(request, "Dine oplysninger er gemt.")
        return redirect("accounts:profile")
    return render(request, "praksis/accounts/profile.html", {"form": form})


@require_safe
def staff_list(request):
    """Everybody with a role, closed accounts last."""
    require(permissions.can_manage_staff(request.user))
    staff = User.objects.filter(pk__in=User.objects.filter(staff_roles__isnull=False).values("pk"))
    query = request.GET.get("q", "").replace("\0", "").strip()
    if query:
        staff = staff.filter(Q(name__icontains=query) | Q(email__icontains=query))
    people = staff.prefetch_related("staff_roles").order_by("-is_active", "name", "pk")
    page = Paginator(people, PAGE).get_page(request.GET.get("side"))
    return render(request, "praksis/accounts/staff_list.html", {"page": page, "query": query})


@form_page
def staff_create(request):
    """A new account for a member of the staff."""
    require(permissions.can_manage_staff(request.user))
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.create_staff(by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"Kontoen er oprettet. {person.name} får en mail med et link til at vælge kode.")
            return redirect("accounts:staff_detail", person.pk)
    return render(request, "praksis/accounts/staff_create.html", {"form": form})


def _member_of_staff(request, pk) -> User:
    """The person, for administrators only (403); applicants are not found here (404)."""
    require(permissions.can_manage_staff(request.user))
    staff = User.objects.filter(pk__in=User.objects.filter(staff_roles__isnull=False).values("pk"))
    return get_object_or_404(staff, pk=pk)


@require_safe
def staff_detail(request, pk):
    """One member of the staff: roles, and whether the account is open."""
    person = _member_of_staff(request, pk)
    roles = [{"role": role, "label": role.label, "has": role in person.roles} for role in Role]
    context = {"person": person, "roles": roles, "is_self": person == request.user}
    return render(request, "praksis/accounts/staff_detail.html", context)


@require_POST
def staff_change_role(request, pk):
    """Give the posted role, or take it."""
    person = _member_of_staff(request, pk)
    role, gives = request.POST.get("role"), request.POST.get("do") == "give"
    with reporting(request, success="Rollen er givet." if gives else "Rollen er taget."):
        if role not in Role.values:
            raise ActionError("Vælg en af rollerne.")
        change = actions.give_role if gives else actions.take_role
        change(person, role, by=Actor.of(request))
    if person == request.user and not User.objects.get(pk=person.pk).is_staff:
        return redirect("accounts:profile")  # having given up the role, one may no longer see the page
    return redirect("accounts:staff_detail", person.pk)


@require_POST
def staff_deactivate(request, pk):
    """Close the account."""
    person = _member_of_staff(request, pk)
    with reporting(request, success=f"Kontoen for {person.name} er lukket."):
        actions.deactivate(person, by=Actor.of(request))
    return redirect("accounts:staff_detail", person.pk)


@require_POST
def staff_reactivate(request, pk):
    """Open the account again."""
    person = _member_of_staff(request, pk)
    with reporting(request, success=f"Kontoen for {person.name} er åben igen."):
        actions.reactivate(person, by=Actor.of(request))
    return redirect("accounts:staff_detail", person.pk)


@require_POST
def staff_send_password(request, pk):
    """Send the link to choose a password again."""
    person = _member_of_staff(request, pk)
    with reporting(request, success=f"{person.name} får en mail med et link til at vælge adgangskode."):
        actions.send_password_mail(person)
    return redirect("accounts:staff_detail", person.pk)
